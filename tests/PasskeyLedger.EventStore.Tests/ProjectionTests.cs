using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class ProjectionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task rows_follow_the_events_in_their_order_and_the_checkpoint_tells_how_far()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Headcount.Move("alice", "hall"), Cancellation);
        await store.AppendAsync(Headcount.Move("bob", "hall"), Cancellation);
        await store.AppendAsync(Headcount.Move("alice", "garden"), Cancellation);
        await store.AppendAsync(Headcount.Move("bob", null), Cancellation);
        using var stop = new CancellationTokenSource();

        var projecting = store.ProjectAsync(Headcount.Projection, interrupted: null, stop.Token);
        await database.UntilAsync("coalesce(max(last_seq_id), 0) = (SELECT max(seq_id) FROM mt_events) FROM mt_event_progression");
        (await Headcount.ReadAsync(database)).ShouldBe(["alice|garden"]);

        await store.AppendAsync(Headcount.Move("bob", "hall"), Cancellation);
        await database.UntilAsync("count(*) = 2 FROM headcount");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => projecting);
    }

    [Fact]
    public async Task progress_tells_since_when_a_projection_is_behind()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event(at: Noon), Event(at: Noon.AddHours(1)), Event(at: Noon.AddHours(2)));
        await database.ScalarAsync("INSERT INTO mt_event_progression (name, last_seq_id) SELECT 'behind', min(seq_id) FROM mt_events");
        await database.ScalarAsync("INSERT INTO mt_event_progression (name, last_seq_id) VALUES ('behind/rebuild/1', 0)");
        await database.ScalarAsync("INSERT INTO mt_event_progression (name, last_seq_id) SELECT 'done', max(seq_id) FROM mt_events");

        var progress = await SubscriptionProgress.ReadAsync(database.DataSource, Cancellation);

        var (first, last) = ((long)(await database.ScalarAsync("SELECT min(seq_id) FROM mt_events"))!, (long)(await database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!);
        progress.ShouldBe([new("behind", first, last, Noon.AddHours(1)), new("done", last, last, null)]);
    }

    [Fact]
    public async Task an_inline_projection_has_nobody_behind_the_log()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);

        await Should.ThrowAsync<ArgumentException>(() => store.ProjectAsync(Headcount.Inline, interrupted: null, Cancellation));
    }
}
