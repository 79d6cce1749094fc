using System.Diagnostics;
using System.Runtime;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Benchmarks.Scale;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Transparency;
using PasskeyLedger.Transparency.Growing;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Signing;
using PasskeyLedger.Transparency.Verification;

namespace PasskeyLedger.Benchmarks.Transparency;

/// <summary>A whole log, given its leaves in one go and then verified as the command <c>verify</c> does it.</summary>
internal static class VerifyBenchmark
{
    private static readonly Goal Seconds = new Goal.Below(30);

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task RunAsync(int events, CancellationToken cancellationToken)
    {
        // As the service's commands run.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        await using var database = await server.CreateDatabaseAsync(
            "verified", cancellationToken, MigrationSource.EventStore, ReadModelMigrations.Source, TransparencyMigrations.Source);
        await GeneratedLedger.FillAsync(database, events, cancellationToken);
        await using var store = new NpgsqlEventStore(database);
        foreach (var projection in LedgerProjections.All)
            await new ProjectionRebuild(database, projection).RunAsync(progress: null, cancellationToken);
        foreach (var projection in LedgerProjections.All.Where(projection => !projection.IsInline))
            await BenchmarkServer.ExecuteAsync(database, $"INSERT INTO mt_event_progression VALUES ('{projection.Name}', {events}) ON CONFLICT (name) DO UPDATE SET last_seq_id = {events}", cancellationToken);

        var sequencing = await SequenceAsync(store, events, cancellationToken);
        var key = SigningKey.Create("benchmark.example/log");
        await new CheckpointSigner(database, key, kept: null, TimeProvider.System).SignAsync(cancellationToken);
        await server.CheckpointAsync(cancellationToken);

        var processor = await ServerProcessorTime.OfAsync(database, cancellationToken);
        var logAlone = await MeasureAsync(processor, async () =>
            Demand(await new LogVerification(database).RunAsync(new([key.Verifier]), progress: null, cancellationToken), events));
        var whole = await MeasureAsync(processor, async () =>
        {
            var (log, models) = await new LogVerification(database).RunAsync(
                new([key.Verifier]), new SnapshotComparison(database, LedgerProjections.All), progress: null, modelsProgress: null, cancellationToken);
            Demand(log, events);
            if (!models.All(model => model is { IsSame: true, Rows: > 0 }))
                throw new InvalidOperationException("The read models differ from the events.");
        });

        new Table($"{events} events", "s", "events/s", "processor s, .NET", "processor s, PostgreSQL", "goal")
            .Row("leaves for all of them", sequencing.TotalSeconds, events / sequencing.TotalSeconds, null, null, "none")
            .Row("verify, the log alone", logAlone.Clock, events / logAlone.Clock, logAlone.DotNet, logAlone.Server, "none")
            .Row("verify, with the read models", whole.Clock, events / whole.Clock, whole.DotNet, whole.Server, Seconds.Judge(whole.Clock))
            .Print(Console.Out);
    }

    /// <summary>In seconds: how long it takes, and how much processor time it is.</summary>
    private static async Task<(double Clock, double DotNet, double Server)> MeasureAsync(ServerProcessorTime server, Func<Task> runAsync)
    {
        var (own, servers, begun) = (Environment.CpuUsage.TotalTime, server.Read(), Stopwatch.GetTimestamp());
        await runAsync();
        return (
            Stopwatch.GetElapsedTime(begun).TotalSeconds,
            (Environment.CpuUsage.TotalTime - own).TotalSeconds,
            (server.Read() - servers).TotalSeconds);
    }

    private static async Task<TimeSpan> SequenceAsync(NpgsqlEventStore store, int events, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var subscription = LeafSequencing.Subscription();
        var started = Stopwatch.GetTimestamp();
        var handled = 0;
        try
        {
            await store.SubscribeAsync(
                subscription with
                {
                    Handle = async (batch, cancellation) =>
                    {
                        // Cancelled at the log's end only: the last batch has committed by the time it is looked for another.
                        await subscription.Handle(batch, cancellation);
                        if ((handled += batch.Events.Count) >= events)
                            stop.CancelAfter(TimeSpan.FromMilliseconds(500));
                    },
                },
                stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The worker has all of them.
        }

        return Stopwatch.GetElapsedTime(started) - TimeSpan.FromMilliseconds(500);
    }

    private static void Demand(VerificationReport report, int events)
    {
        if (report.FindingCount > 0 || report.Events != events || report.Covered != events)
            throw new InvalidOperationException($"The log did not verify: {report}");
    }
}
