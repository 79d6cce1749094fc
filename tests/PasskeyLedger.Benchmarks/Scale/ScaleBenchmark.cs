using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;

namespace PasskeyLedger.Benchmarks.Scale;

/// <summary>
/// Whether a ledger's size shows: appends of new users, and decisions on users of before (their stream is read, and appended to), on a
/// small ledger and on a large one beside it. Who calls is as many users in both, those who came last, as it is in a service; beside
/// that, anybody of the whole ledger, which is to say: how fast the disk is.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Callers = 16;
    private const long SmallEvents = 100_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly Goal Flat = new Goal.Below(1.3);

    // A server as one would run it for such a ledger: with the defaults it would write out pages all the time.
    private static readonly (string Name, string Value)[] ServerSettings =
    [
        ("shared_buffers", "2GB"),
        ("max_wal_size", "16GB"),
        ("checkpoint_timeout", "30min"),
        ("maintenance_work_mem", "512MB"),
    ];

    /// <param name="options">How often and how long.</param>
    /// <param name="largeEvents">How many events the large ledger holds.</param>
    /// <param name="cancellationToken">Ends the benchmark.</param>
    public static async Task RunAsync(RoundOptions options, int largeEvents, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(cancellationToken, ServerSettings);
        var processor = await ServerProcessorTime.OfAsync(server.Administration, cancellationToken);

        await using var small = await Ledger.FillAsync(server, "small", SmallEvents, cancellationToken);
        await using var large = await Ledger.FillAsync(server, "large", largeEvents, cancellationToken);
        await large.DescribeAsync(cancellationToken);

        await CompareAsync("append to a new stream", Flat, ledger => ledger.AppendAsync);
        await CompareAsync("read a late user's stream and append to it", Flat, ledger => timeAsync => ledger.DecideAsync(ledger.AnyOfTheLast(), timeAsync));
        await CompareAsync("read anybody's stream and append to it", goal: null, ledger => timeAsync => ledger.DecideAsync(ledger.Anybody(), timeAsync));

        async Task CompareAsync(string what, Goal? goal, Func<Ledger, Func<Func<Func<Task>, Task>, Task>> callOf)
        {
            Ledger[] ledgers = [small, large];
            foreach (var ledger in ledgers)
                await CallerLoad.RunAsync(callOf(ledger), Callers, WarmUp, processor, cancellationToken);
            var costs = ledgers.Select(_ => new List<CallCost>()).ToArray();
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var index in Turns.Of(round, ledgers.Length))
                {
                    await server.CheckpointAsync(cancellationToken);
                    costs[index].Add(await CallerLoad.RunAsync(callOf(ledgers[index]), Callers, options.Length, processor, cancellationToken));
                }
            }

            Print(what, goal, [.. ledgers.Zip(costs)]);
        }
    }

    private static void Print(string what, Goal? goal, IReadOnlyList<(Ledger Ledger, List<CallCost> Costs)> measured)
    {
        var table = new Table($"{what}, {Callers} callers", "calls/s", "p50, ms", "p99, ms", "processor, us/call");
        foreach (var (ledger, costs) in measured)
        {
            table.Row(
                $"{ledger.Events.ToString("#,0", CultureInfo.InvariantCulture)} events",
                Statistics.Median(costs.Select(cost => cost.PerSecond)),
                Statistics.Median(costs.Select(cost => cost.Median)),
                Statistics.Median(costs.Select(cost => cost.NinetyNinth)),
                Statistics.Median(costs.Select(cost => cost.ProcessorPerCall)));
        }

        table.Print(Console.Out);
        var (small, large) = (measured[0].Costs, measured[1].Costs);
        var time = Statistics.Ratio(large, small, cost => cost.Median);
        var processor = Statistics.Ratio(large, small, cost => cost.ProcessorPerCall);
        new Table("ratio", "measured", "goal")
            .Row("p50, large : small", time, goal?.Judge(time) ?? "none")
            .Row("processor a call, large : small", processor, goal?.Judge(processor) ?? "none")
            .Row("p99, large : small", Statistics.Ratio(large, small, cost => cost.NinetyNinth), "none")
            .Print(Console.Out);
    }

    private sealed class Ledger : IAsyncDisposable
    {
        private readonly NpgsqlDataSource database;
        private readonly NpgsqlEventStore store;
        private readonly long users;

        private Ledger(NpgsqlDataSource database, long events)
        {
            this.database = database;
            store = new(database);
            Events = events;
            users = events / RegistrationAppends.Events.Count;
        }

        public long Events { get; }

        public static async Task<Ledger> FillAsync(BenchmarkServer server, string name, long events, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            var created = await server.CreateLedgerAsync(name, cancellationToken);
            await GeneratedLedger.FillAsync(created, events, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{events:#,0} events written in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s"));
            return new(created, events);
        }

        /// <summary>Prints how large the events' table is, with its indexes.</summary>
        public async Task DescribeAsync(CancellationToken cancellationToken)
        {
            await using var command = database.CreateCommand("SELECT pg_total_relation_size('mt_events')");
            var bytes = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB, {(double)bytes / Events:#,0} bytes an event with its indexes"));
        }

        public Task AppendAsync(Func<Func<Task>, Task> timeAsync) => timeAsync(() => AppendLoad.AppendAsync(
            store.AppendAsync, RegistrationAppends.Started(RegistrationAppends.NewUser(), ExpectedVersion.NoStream), CancellationToken.None));

        public StreamId Anybody() => UserAt(Random.Shared.NextInt64(users));

        public StreamId AnyOfTheLast() => UserAt(users - 1 - Random.Shared.NextInt64(SmallEvents / RegistrationAppends.Events.Count));

        public Task DecideAsync(StreamId user, Func<Func<Task>, Task> timeAsync) => timeAsync(async () =>
        {
            AppendOutcome outcome;
            do
            {
                var slice = await store.ReadStreamAsync(user, ReadRange.All, CancellationToken.None);
                outcome = await store.AppendAsync(
                    RegistrationAppends.Started(user, ExpectedVersion.Exactly(slice.StreamVersion)), CancellationToken.None);
            }
            while (outcome is AppendOutcome.VersionConflict);
        });

        private static StreamId UserAt(long number) => LedgerStreams.User(RegistrationAppends.Pool, GeneratedLedger.SubOf(number));

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
