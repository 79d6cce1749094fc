using Npgsql;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Transparency;
using PasskeyLedger.Transparency.Growing;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Signing;

namespace PasskeyLedger.Benchmarks.Transparency;

/// <summary>The same appends by the same callers, with the tree growing behind them and being signed every second, and without.</summary>
internal static class SequencingBenchmark
{
    private const int Callers = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly Goal Slowdown = new Goal.AtMost(1.1);

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task RunAsync(RoundOptions options, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        await using var aloneDatabase = await server.CreateDatabaseAsync("alone", cancellationToken, MigrationSource.EventStore, TransparencyMigrations.Source);
        await using var followedDatabase = await server.CreateDatabaseAsync("followed", cancellationToken, MigrationSource.EventStore, TransparencyMigrations.Source);
        await using var alone = new NpgsqlEventStore(aloneDatabase);
        await using var followed = new NpgsqlEventStore(followedDatabase);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] workers = [followed.SubscribeAsync(LeafSequencing.Subscription(), stop.Token), SignAsync(followedDatabase, stop.Token)];

        AppendAsync[] contestants = [alone.AppendAsync, followed.AppendAsync];
        var processor = await ServerProcessorTime.OfAsync(server.Administration, cancellationToken);
        foreach (var append in contestants)
            await AppendLoad.RunAsync(append, Callers, WarmUp, processor, cancellationToken);

        var costs = contestants.Select(_ => new List<CallCost>()).ToArray();
        List<double> behind = [];

        // The ratio is near 1: what a busy machine adds to one round or takes from it is as much as what is measured.
        for (var round = 0; round < 3 * options.Rounds; round++)
        {
            foreach (var index in Turns.Of(round, contestants.Length))
            {
                // What the worker has put off is not to be done in the other's turn.
                await UntilCaughtUpAsync(followedDatabase, cancellationToken);
                await server.CheckpointAsync(cancellationToken);
                costs[index].Add(await AppendLoad.RunAsync(contestants[index], Callers, options.Length, processor, cancellationToken));
                if (index == 1)
                    behind.Add(await BehindAsync(followedDatabase, cancellationToken));
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(workers).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Print(alone: costs[0], followed: costs[1], behind);
    }

    private static async Task SignAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var signer = new CheckpointSigner(database, SigningKey.Create("benchmark.example/log"), kept: null, TimeProvider.System);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await ticks.WaitForNextTickAsync(cancellationToken))
            await signer.SignAsync(cancellationToken);
    }

    private static async Task UntilCaughtUpAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        while (await BehindAsync(database, cancellationToken) > 0)
            await Task.Delay(20, cancellationToken);
    }

    private static async Task<long> BehindAsync(NpgsqlDataSource database, CancellationToken cancellationToken) =>
        (await SubscriptionProgress.ReadAsync(database, cancellationToken)).Where(one => one.Name == LeafSequencing.Name).Sum(one => one.Head - one.Position);

    private static void Print(IReadOnlyList<CallCost> alone, IReadOnlyList<CallCost> followed, IReadOnlyList<double> behind)
    {
        var slowdown = Statistics.Ratio(alone, followed, cost => cost.PerSecond);
        new Table($"{Callers} callers", "events/s", "p50, ms", "p99, ms", ".NET, us/event", "PostgreSQL, us/event")
            .Row(AppendBenchmark.Cells("without the worker", alone))
            .Row(AppendBenchmark.Cells("with the worker", followed))
            .Print(Console.Out);
        new Table("ratio", "measured", "goal")
            .Row("events/s, without : with the worker", slowdown, Slowdown.Judge(slowdown))
            .Row("events without a leaf when the callers stop", Statistics.Median(behind), "none")
            .Print(Console.Out);
    }
}
