using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Npgsql;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Benchmarks.Scale;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.ReadModels.Credentials;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Benchmarks.Replaying;

/// <summary>
/// Reading the whole ledger, to fold every user and to build a read model anew, against how fast PostgreSQL itself can read the same
/// rows and throw them away.
/// </summary>
internal static class ReplayBenchmark
{
    private static readonly Goal Share = new Goal.AtLeast(0.7);

    private static readonly (string Name, string Value)[] ServerSettings =
    [
        ("shared_buffers", "2GB"),
        ("max_wal_size", "8GB"),
        ("checkpoint_timeout", "30min"),
    ];

    /// <param name="rounds">How often each is measured, in turns.</param>
    /// <param name="events">How many events the ledger holds.</param>
    /// <param name="cancellationToken">Ends the benchmark.</param>
    public static async Task RunAsync(int rounds, int events, CancellationToken cancellationToken)
    {
        // As the service's commands run.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        await using var server = await BenchmarkServer.StartAsync(cancellationToken, ServerSettings);
        await using var database = await server.CreateLedgerAsync("ledger", cancellationToken);
        await GeneratedLedger.FillAsync(database, events, cancellationToken);
        await using var store = new NpgsqlEventStore(database);
        (string Name, Func<Task> RunAsync)[] contestants =
        [
            ("PostgreSQL's COPY to nowhere", () => CopyAsync(database, cancellationToken)),
            ("replay: fold every user", () => ReplayAsync(store, events, cancellationToken)),
            ("rebuild: credentials", () => RebuildAsync(database, cancellationToken)),
        ];

        // The first pass over the rows writes their hint bits, whoever makes it.
        foreach (var (_, runAsync) in contestants)
            await runAsync();

        var rates = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var index in Turns.Of(round, contestants.Length))
            {
                await server.CheckpointAsync(cancellationToken);
                GC.Collect();
                var begun = Stopwatch.GetTimestamp();
                await contestants[index].RunAsync();
                rates[index].Add(events / Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }
        }

        Print(events, [.. contestants.Select(contestant => contestant.Name).Zip(rates)]);
    }

    private static void Print(int events, IReadOnlyList<(string Name, List<double> Rates)> measured)
    {
        var table = new Table(string.Create(CultureInfo.InvariantCulture, $"{events:#,0} events"), "events/s", "of COPY's rate", "goal");
        foreach (var (name, rates) in measured)
        {
            var share = Statistics.Ratio(rates, measured[0].Rates, rate => rate);
            table.Row(name, Statistics.Median(rates), share, rates == measured[0].Rates ? "" : Share.Judge(share));
        }

        table.Print(Console.Out);
    }

    private static async Task CopyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("COPY mt_events TO '/dev/null'");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ReplayAsync(NpgsqlEventStore store, int events, CancellationToken cancellationToken)
    {
        var users = new Dictionary<StreamId, UserPasskeys>();
        var read = 0;
        await foreach (var page in store.ReadPagesAsync(afterPosition: 0, throughPosition: events, patience: TimeSpan.Zero, cancellationToken))
        {
            foreach (var stored in page)
            {
                var state = users.GetValueOrDefault(stored.Stream) ?? UserPasskeys.None;
                users[stored.Stream] = state.Evolve(StoredEvents.Read(stored.Type, stored.Data.Span), stored.Timestamp);
            }

            read += page.Count;
        }

        if (read != events)
            throw new InvalidOperationException($"{read} of {events} events were read.");
    }

    private static async Task RebuildAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await new ProjectionRebuild(database, CredentialProjection.Definition).RunAsync(progress: null, cancellationToken) is not RebuildOutcome.Swapped)
            throw new InvalidOperationException("The rebuilt read model is not in use.");
    }
}
