using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>Group commit against a transaction an append: the same events by the same callers, on one server that commits to disk.</summary>
internal static class AppendBenchmark
{
    private const int Callers = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly Goal EventsRatio = new Goal.AtLeast(5);
    private static readonly Goal ProcessorRatio = new Goal.AtLeast(7);

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task RunAsync(RoundOptions options, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        await using var naiveDatabase = await server.CreateDatabaseAsync("naive", cancellationToken, MigrationSource.EventStore);
        await using var groupDatabase = await server.CreateDatabaseAsync("grouped", cancellationToken, MigrationSource.EventStore);
        await using var store = new NpgsqlEventStore(groupDatabase);
        AppendAsync[] contestants = [new NaiveTransaction(naiveDatabase).AppendAsync, store.AppendAsync];

        var processor = await ServerProcessorTime.OfAsync(server.Administration, cancellationToken);
        foreach (var append in contestants)
            await AppendLoad.RunAsync(append, Callers, WarmUp, processor, cancellationToken);

        var costs = contestants.Select(_ => new List<CallCost>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var index in Turns.Of(round, contestants.Length))
            {
                // Neither is to write out the other's pages.
                await server.CheckpointAsync(cancellationToken);
                costs[index].Add(await AppendLoad.RunAsync(contestants[index], Callers, options.Length, processor, cancellationToken));
            }
        }

        Print(naive: costs[0], grouped: costs[1]);
    }

    private static void Print(IReadOnlyList<CallCost> naive, IReadOnlyList<CallCost> grouped)
    {
        var events = Statistics.Ratio(grouped, naive, cost => cost.PerSecond);
        var processor = Statistics.Ratio(naive, grouped, cost => cost.ProcessorPerCall);
        new Table($"{Callers} callers", "events/s", "p50, ms", "p99, ms", ".NET, us/event", "PostgreSQL, us/event")
            .Row(Cells("a transaction an append", naive))
            .Row(Cells("group commit", grouped))
            .Print(Console.Out);
        new Table("ratio", "measured", "goal")
            .Row("events/s, group commit : naive", events, EventsRatio.Judge(events))
            .Row("processor an event, naive : group commit", processor, ProcessorRatio.Judge(processor))
            .Row("p99, naive : group commit", Statistics.Ratio(naive, grouped, cost => cost.NinetyNinth), "none")
            .Print(Console.Out);
    }

    /// <summary>A row of a table of costs.</summary>
    internal static object?[] Cells(string name, IReadOnlyList<CallCost> costs) =>
    [
        name,
        Statistics.Median(costs.Select(cost => cost.PerSecond)),
        Statistics.Median(costs.Select(cost => cost.Median)),
        Statistics.Median(costs.Select(cost => cost.NinetyNinth)),
        Statistics.Median(costs.Select(cost => cost.ProgramPerCall)),
        Statistics.Median(costs.Select(cost => cost.ServerPerCall)),
    ];
}
