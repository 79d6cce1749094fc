using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>Positions are drawn before their events commit. Nobody who follows the log may skip one for that.</summary>
public sealed class UnsettledLogTests(PostgresFixture postgres)
{
    private const int Looks = 5;

    [Fact]
    public async Task an_event_that_commits_late_holds_back_those_behind_it_however_long_it_takes()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var follower = Follower.Start(store, "name");
        await store.AppendAsync(Stream("before"), ExpectedVersion.NoStream);
        await using var late = await SlowAppender.BeginAsync(database.DataSource, "late");
        await late.DrawAsync();
        await store.AppendAsync(Stream("behind"), ExpectedVersion.NoStream, Event(), Event());

        for (var look = 0; look < Looks; look++)
            (await StreamsAsync(store)).ShouldBe(["before"]);
        await follower.UntilAsync(1);
        await late.CommitAsync();
        await follower.UntilAsync(4);

        Streams(follower.Seen).ShouldBe(["before", "late", "behind", "behind"]);
        (await StreamsAsync(store)).ShouldBe(["before", "late", "behind", "behind"]);
    }

    [Fact]
    public async Task a_transaction_that_began_after_the_one_that_overtook_it_is_waited_for_too()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var elder = await SlowAppender.BeginAsync(database.DataSource, "elder");
        await using var younger = await SlowAppender.BeginAsync(database.DataSource, "younger");
        await younger.DrawAsync();
        await elder.DrawAsync();
        await elder.CommitAsync();

        // The younger one's id is what a snapshot calls its xmax now: not one that was running "below" it.
        for (var look = 0; look < Looks; look++)
            (await StreamsAsync(store)).ShouldBeEmpty();
        await younger.CommitAsync();

        (await StreamsAsync(store)).ShouldBe(["younger", "elder"]);
    }

    [Fact]
    public async Task several_gaps_are_settled_one_after_the_other()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var follower = Follower.Start(store, "name");
        await using var first = await SlowAppender.BeginAsync(database.DataSource, "first");
        await first.DrawAsync();
        await store.AppendAsync(Stream("behind first"), ExpectedVersion.NoStream);
        (await StreamsAsync(store)).ShouldBeEmpty();
        await using var second = await SlowAppender.BeginAsync(database.DataSource, "second");
        await second.DrawAsync();
        await store.AppendAsync(Stream("behind second"), ExpectedVersion.NoStream);

        await first.RollbackAsync();
        await follower.UntilAsync(1);
        Streams(follower.Seen).ShouldBe(["behind first"]);
        await second.CommitAsync();
        await follower.UntilAsync(3);
        Streams(follower.Seen).ShouldBe(["behind first", "second", "behind second"]);
    }

    [Fact]
    public async Task a_position_whose_appender_rolled_back_is_passed_over()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var follower = Follower.Start(store, "name");
        await using var late = await SlowAppender.BeginAsync(database.DataSource, "late");
        await late.DrawAsync();
        await store.AppendAsync(Stream("behind"), ExpectedVersion.NoStream);
        (await StreamsAsync(store)).ShouldBeEmpty();

        await late.RollbackAsync();
        await follower.UntilAsync(1);

        Streams(follower.Seen).ShouldBe(["behind"]);
    }

    [Fact]
    public async Task a_position_whose_appender_died_is_passed_over()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var follower = Follower.Start(store, "name");
        await using var late = await SlowAppender.BeginAsync(database.DataSource, "late");
        await late.DrawAsync();
        await store.AppendAsync(Stream("behind"), ExpectedVersion.NoStream);
        (await StreamsAsync(store)).ShouldBeEmpty();

        await late.DieAsync(database.DataSource);
        await follower.UntilAsync(1);

        Streams(follower.Seen).ShouldBe(["behind"]);
    }

    [Fact]
    public async Task a_transaction_that_hangs_without_a_position_holds_nothing_back()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using var hanging = await SlowAppender.BeginAsync(database.DataSource, "hanging");

        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);

        (await StreamsAsync(store)).ShouldBe(["s"]);
    }

    private static async Task<IEnumerable<string>> StreamsAsync(NpgsqlEventStore store)
    {
        List<StoredEvent> log = [];
        while (await store.ReadLogAsync(log is [.., var last] ? last.Position : 0, 2, Cancellation) is { Count: > 0 } part)
            log.AddRange(part);
        return Streams(log);
    }

    private static IEnumerable<string> Streams(IEnumerable<StoredEvent> events) => events.Select(item => item.Stream.Key.Value);
}
