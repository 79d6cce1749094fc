using System.Diagnostics;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class RacingTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task of_streams_that_race_for_one_key_exactly_one_gets_it()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var here = new NpgsqlEventStore(database.DataSource);
        await using var there = new NpgsqlEventStore(database.DataSource);

        for (var round = 0; round < 20; round++)
        {
            var claim = new Claim("credential", $"key {round}");
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(racer => (racer % 2 == 0 ? here : there).AppendAsync(
                Append(Stream($"{round}/{racer}"), ExpectedVersion.NoStream) with { Claims = [claim] }, TestContext.Current.CancellationToken)));

            outcomes.OfType<AppendOutcome.Committed>().Count().ShouldBe(1);
            outcomes.OfType<AppendOutcome.ClaimConflict>().Select(conflict => conflict.Claim).ShouldBe(Enumerable.Repeat(claim, 15));
        }

        (await database.LinesAsync("SELECT (SELECT count(*) FROM mt_streams), (SELECT count(*) FROM mt_events), (SELECT count(*) FROM ledger_claims)"))
            .ShouldBe(["20|20|20"]);
    }

    [Fact]
    public async Task writers_of_several_nodes_on_few_streams_and_keys_never_deadlock()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var seed = Environment.TickCount;
        var elapsed = Stopwatch.StartNew();
        var here = new NpgsqlEventStore(database.DataSource, new() { Writers = 3, LargestGroup = 8 });
        var there = new NpgsqlEventStore(database.DataSource, new() { Writers = 3, LargestGroup = 8 });

        var callers = Enumerable.Range(0, 24).Select(async caller =>
        {
            var random = new Random(seed + caller);
            var store = caller % 2 == 0 ? here : there;
            var committed = 0;
            while (elapsed.Elapsed < Duration)
            {
                var key = new Claim("kind", $"{random.Next(6)}");
                var append = Append(Stream($"{random.Next(8)}"), ExpectedVersion.Any);
                append = random.Next(3) switch
                {
                    0 => append,
                    1 => append with { Claims = [key] },
                    _ => append with { Releases = [key] },
                };
                var outcome = await store.AppendAsync(append, TestContext.Current.CancellationToken);
                committed += outcome is AppendOutcome.Committed ? 1 : 0;
            }

            return committed;
        });
        var committed = (await Task.WhenAll(callers)).Sum();

        var say = $"seed {seed}";
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe((long)committed, say);
        (await database.ScalarAsync("SELECT sum(version)::bigint FROM mt_streams")).ShouldBe((long)committed, say);
        (await database.LinesAsync("SELECT stream_id FROM mt_events GROUP BY stream_id HAVING max(version) <> count(*)")).ShouldBeEmpty(say);
        (await database.LinesAsync("SELECT 1 FROM (SELECT seq_id, lag(seq_id) OVER (PARTITION BY stream_id ORDER BY version) AS before FROM mt_events) e WHERE seq_id < before")).ShouldBeEmpty(say);

        // A writer would get over a deadlock, but the server counts it, at the latest when the session ends.
        await here.DisposeAsync();
        await there.DisposeAsync();
        database.DataSource.Clear();
        await database.UntilAsync("count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'");
        (await database.ScalarAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).ShouldBe(0L, say);
    }

    [Fact]
    public async Task an_event_written_behind_the_streams_back_is_a_conflict_too()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await database.ScalarAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            VALUES (nextval('mt_events_sequence'), gen_random_uuid(), 's', 2, '{}', 'foreign', now(), 'pool_a')
            """);

        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1))).ShouldBe(new AppendOutcome.VersionConflict(1));
        (await store.AppendAsync(Stream("other"), ExpectedVersion.NoStream)).ShouldBeOfType<AppendOutcome.Committed>();
    }
}
