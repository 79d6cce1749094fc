using System.Diagnostics;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class ManyWritersTests(PostgresFixture postgres)
{
    private const int Writers = 50;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly string[] Names = ["one", "two", "three"];

    [Fact]
    public async Task each_subscriber_sees_each_event_once_and_in_order_whatever_fifty_writers_do()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var effects = await Effects.CreateAsync(database);
        await using var here = new NpgsqlEventStore(database.DataSource);
        await using var there = new NpgsqlEventStore(database.DataSource);
        var seed = Environment.TickCount;
        var elapsed = Stopwatch.StartNew();

        // Each name is subscribed on both nodes. They come and go in turns as long as there are writers.
        var followers = Names.SelectMany((name, number) => new[]
        {
            FollowAsync(here, name, new Random(seed + number)), FollowAsync(there, name, new Random(seed - number - 1)),
        }).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => WriteAsync(number, new Random(seed + (1000 * (number + 1))))));
        var last = (AppendOutcome.Committed)await here.AppendAsync(Stream("last"), ExpectedVersion.NoStream);
        await database.UntilAsync($"count(*) = 3 FROM mt_event_progression WHERE last_seq_id = {last.Position}");
        await Task.WhenAll(followers);

        var log = await effects.LogAsync();
        log.Count.ShouldBeGreaterThan(Writers, $"seed {seed}");
        foreach (var name in Names)
            (await effects.PositionsAsync(name)).ShouldBe(log, $"{name} with seed {seed}");

        async Task WriteAsync(int number, Random random)
        {
            for (var turn = 0; elapsed.Elapsed < Duration; turn++)
            {
                if (number % 5 == 0)
                {
                    await here.AppendAsync(Stream($"{number}"), ExpectedVersion.Any, Event(), Event());
                    await Task.Delay(random.Next(20), Cancellation);
                    continue;
                }

                await using var appender = await SlowAppender.BeginAsync(database.DataSource, $"{number}/{turn}");
                await Task.Delay(random.Next(50), Cancellation);
                await appender.DrawAsync();
                await Task.Delay(random.Next(random.Next(20) == 0 ? 2000 : 100), Cancellation);
                await (random.Next(10) switch
                {
                    0 => appender.RollbackAsync(),
                    1 => appender.DieAsync(database.DataSource),
                    _ => appender.CommitAsync(),
                });
            }
        }

        async Task FollowAsync(NpgsqlEventStore node, string name, Random random)
        {
            bool isOver;
            do
            {
                isOver = elapsed.Elapsed > Duration;
                await using var follower = Follower.Start(node, name, batch => Effects.InsertAsync(batch, name), largestBatch: 1 + random.Next(40));
                await (isOver
                    ? database.UntilAsync($"EXISTS (SELECT 1 FROM effects e JOIN mt_events l ON l.seq_id = e.position WHERE e.name = '{name}' AND l.stream_id = 'last')")
                    : Task.Delay(500 + random.Next(4000), Cancellation));
            }
            while (!isOver);
        }
    }
}
