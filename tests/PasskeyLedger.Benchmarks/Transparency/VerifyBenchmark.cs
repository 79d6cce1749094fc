using System.Diagnostics;
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

        var (logAlone, whole) = (Stopwatch.StartNew(), new Stopwatch());
        Demand(await new LogVerification(database).RunAsync(new([key.Verifier]), progress: null, cancellationToken), events);
        logAlone.Stop();
        whole.Start();
        var (log, models) = await new LogVerification(database).RunAsync(
            new([key.Verifier]), new SnapshotComparison(database, LedgerProjections.All), progress: null, modelsProgress: null, cancellationToken);
        Demand(log, events);
        whole.Stop();
        if (!models.All(model => model.IsSame))
            throw new InvalidOperationException("The read models differ from the events.");

        new Table($"{events} events", "s", "events/s", "goal")
            .Row("leaves for all of them", sequencing.TotalSeconds, events / sequencing.TotalSeconds, "none")
            .Row("verify, the log alone", logAlone.Elapsed.TotalSeconds, events / logAlone.Elapsed.TotalSeconds, "none")
            .Row("verify, with the read models", whole.Elapsed.TotalSeconds, events / whole.Elapsed.TotalSeconds, Seconds.Judge(whole.Elapsed.TotalSeconds))
            .Print(Console.Out);
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
