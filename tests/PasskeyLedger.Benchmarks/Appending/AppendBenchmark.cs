using Npgsql;
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
        await using var server = await BenchmarkServer.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        await MeasureAsync(server, options, cancellationToken);
    }

    private static async Task MeasureAsync(BenchmarkServer server, RoundOptions options, CancellationToken cancellationToken)
    {
        await using var administration = NpgsqlDataSource.Create(server.ConnectionString);
        await DescribeAsync(administration, cancellationToken);
        await using var naiveDatabase = await server.CreateLedgerAsync("naive", cancellationToken);
        await using var groupDatabase = await server.CreateLedgerAsync("grouped", cancellationToken);
        await using var store = new NpgsqlEventStore(groupDatabase);
        AppendAsync[] contestants = [new NaiveTransaction(naiveDatabase).AppendAsync, store.AppendAsync];

        var processor = await ServerProcessorTime.OfAsync(administration, cancellationToken);
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

    private static object?[] Cells(string name, IReadOnlyList<CallCost> costs) =>
    [
        name,
        Statistics.Median(costs.Select(cost => cost.PerSecond)),
        Statistics.Median(costs.Select(cost => cost.Median)),
        Statistics.Median(costs.Select(cost => cost.NinetyNinth)),
        Statistics.Median(costs.Select(cost => cost.ProgramPerCall)),
        Statistics.Median(costs.Select(cost => cost.ServerPerCall)),
    ];

    private static async Task DescribeAsync(NpgsqlDataSource server, CancellationToken cancellationToken)
    {
        await using var command = server.CreateCommand(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Console.WriteLine($"PostgreSQL {reader.GetString(0)}, fsync {reader.GetString(1)}, synchronous_commit {reader.GetString(2)}");
    }
}
