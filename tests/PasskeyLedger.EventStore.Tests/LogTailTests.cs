using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class LogTailTests(PostgresFixture postgres)
{
    [Fact]
    public async Task a_tail_is_handed_what_comes_and_leaves_nothing_behind()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("before"), ExpectedVersion.NoStream);
        var tail = await Tail.StartAsync(store, database);
        var other = await Tail.StartAsync(store, database);

        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        await tail.UntilAsync(1);
        await store.AppendAsync(Stream("second"), ExpectedVersion.NoStream, Event(), Event());
        await tail.UntilAsync(3);
        await other.UntilAsync(3);

        (await tail.StopAsync()).ShouldBe(["first", "second", "second"]);
        (await other.StopAsync()).ShouldBe(["first", "second", "second"]);
        (await database.ScalarAsync("SELECT count(*) FROM mt_event_progression")).ShouldBe(0L);
    }

    [Fact]
    public async Task an_event_that_was_under_way_when_the_tail_began_is_not_missed()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("before"), ExpectedVersion.NoStream);
        await using var late = await SlowAppender.BeginAsync(database.DataSource, "late");
        await late.DrawAsync();
        await store.AppendAsync(Stream("behind"), ExpectedVersion.NoStream);
        var tail = await Tail.StartAsync(store, database);

        await late.CommitAsync();
        await tail.UntilAsync(2);

        (await tail.StopAsync()).ShouldBe(["late", "behind"]);
    }

    [Fact]
    public async Task a_tail_goes_on_after_its_session_was_ended()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var tail = await Tail.StartAsync(store, database);
        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        await tail.UntilAsync(1);

        await database.ScalarAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()");
        await store.AppendAsync(Stream("second"), ExpectedVersion.NoStream);
        await tail.UntilAsync(2);

        (await tail.StopAsync()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task pages_hold_each_event_of_the_span_once()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        for (var number = 0; number < 5; number++)
            await store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, 500).Select(_ => Event())]);

        (await PositionsAsync(0, long.MaxValue)).ShouldBe(Enumerable.Range(1, 2500).Select(position => (long)position));
        (await PositionsAsync(1010, 2001)).ShouldBe(Enumerable.Range(1011, 1000).Select(position => (long)position), "a page reaches 2001");
        (await PositionsAsync(7, 7)).ShouldBeEmpty();
        (await PositionsAsync(2500, 9000)).ShouldBeEmpty();
        await foreach (var page in store.ReadPagesAsync(0, 2500, TimeSpan.Zero, Cancellation))
        {
            page.Count.ShouldBe(1000);
            break;
        }

        async Task<List<long>> PositionsAsync(long after, long through)
        {
            List<long> positions = [];
            await foreach (var page in store.ReadPagesAsync(after, through, TimeSpan.Zero, Cancellation))
                positions.AddRange(page.Select(stored => stored.Position));
            return positions;
        }
    }

    [Fact]
    public async Task a_gap_is_waited_for_as_long_as_the_reader_says()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("before"), ExpectedVersion.NoStream);
        await using var late = await SlowAppender.BeginAsync(database.DataSource, "late");
        await late.DrawAsync();
        await store.AppendAsync(Stream("behind"), ExpectedVersion.NoStream);

        (await StreamsAsync(TimeSpan.FromMilliseconds(100))).ShouldBe(["before"]);
        var patient = StreamsAsync(TimeSpan.FromMinutes(1));
        await late.CommitAsync();

        (await patient).ShouldBe(["before", "late", "behind"]);

        async Task<List<string>> StreamsAsync(TimeSpan patience)
        {
            List<string> streams = [];
            await foreach (var page in store.ReadPagesAsync(0, 3, patience, Cancellation))
                streams.AddRange(page.Select(stored => stored.Stream.Key.Value));
            return streams;
        }
    }

    private sealed class Tail
    {
        private readonly CancellationTokenSource stop = new();
        private readonly List<string> seen = [];
        private Task following = Task.CompletedTask;

        public static async Task<Tail> StartAsync(NpgsqlEventStore store, PostgresDatabase database)
        {
            var end = await store.ReadEndAsync(database.DataSource, Cancellation);
            var tail = new Tail();
            tail.following = tail.FollowAsync(store, database, end);
            return tail;
        }

        public async Task UntilAsync(int count)
        {
            while (Count() < count)
                await Task.Delay(10, Cancellation);
        }

        public async Task<IReadOnlyList<string>> StopAsync()
        {
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => following);
            stop.Dispose();
            return seen;
        }

        private int Count()
        {
            lock (seen)
                return seen.Count;
        }

        private async Task FollowAsync(NpgsqlEventStore store, PostgresDatabase database, long end)
        {
            await foreach (var page in store.FollowAsync(database.DataSource, end, interrupted: null, stop.Token))
            {
                lock (seen)
                    seen.AddRange(page.Select(stored => stored.Stream.Key.Value));
            }
        }
    }
}
