using System.CommandLine;
using System.Diagnostics;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>replay [--pool P] [--until &lt;time|position&gt;] [--compare] [--json]</c>: folds the whole ledger again and says what it comes to;
/// with <c>--compare</c> also where the read models are not what the events give, in which case it ends with 1.
/// </summary>
internal static class ReplayCommand
{
    private sealed record Asked(string? Pool, Moment Until, bool Compares, bool Json, TextWriter Output, TextWriter Error);

    public static Command Create(string[] configurationArguments, IReadOnlyList<Projection> projections)
    {
        var pool = LedgerOptions.Pool();
        var until = LedgerOptions.End("--until", "The last moment that counts");
        var compare = new Option<bool>("--compare") { Description = "Compare the read models with what the events give, and name each difference." };
        var json = LedgerOptions.Json("Print as JSON, and no progress.");
        var command = new Command("replay", "Folds the whole ledger again.") { pool, until, compare, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(compare) && result.GetResult(until) is { Implicit: false })
                result.AddError("--compare compares with the read models of now, so it cannot go with --until.");
        });
        command.SetAction((parsed, cancellationToken) => LedgerCommand.WithPoolAsync(
            configurationArguments,
            parsed.GetValue(pool),
            parsed.InvocationConfiguration.Error,
            (ledger, cancellation) => RunAsync(
                ledger,
                projections,
                new(
                    parsed.GetValue(pool),
                    parsed.GetValue(until),
                    parsed.GetValue(compare),
                    parsed.GetValue(json),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error),
                cancellation),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        OpenedLedger ledger, IReadOnlyList<Projection> projections, Asked asked, CancellationToken cancellationToken)
    {
        var display = new ProgressDisplay(isQuiet: asked.Json, asked.Error);
        var started = Stopwatch.GetTimestamp();
        var fold = await display.WhileAsync("replay", progress => FoldAsync(ledger, asked, progress, cancellationToken));
        var took = Stopwatch.GetElapsedTime(started);
        if (!asked.Json)
            ReplayText.Write(fold, took, asked.Output);

        List<ComparedReadModel> compared = [];
        foreach (var projection in asked.Compares ? projections : [])
        {
            List<ProjectionDifference> found = [];
            var report = await display.WhileAsync(
                projection.Name,
                progress => new ProjectionComparison(ledger.Database, projection, ledger.Open)
                    .RunAsync(asked.Pool is { } pool ? new TenantId(pool) : null, Tell, progress, cancellationToken));
            compared.Add(new(projection.Name, report, found));
            if (!asked.Json)
                ReplayText.WriteEnd(compared[^1], asked.Output);

            void Tell(ProjectionDifference difference)
            {
                if (asked.Json)
                    found.Add(difference);
                else
                    ReplayText.Write(projection.Name, difference, asked.Output);
            }
        }

        if (asked.Json)
            await asked.Output.WriteLineAsync(ReplayJson.Of(fold, took, asked.Compares ? compared : null));
        return compared.TrueForAll(one => one.Report.IsSame) ? ExitCode.Done : ExitCode.No;
    }

    private static async Task<LedgerFold> FoldAsync(
        OpenedLedger ledger, Asked asked, IProgress<LogProgress> progress, CancellationToken cancellationToken)
    {
        var fold = new LedgerFold();

        // A stream ends with its first event that was later, whatever the clocks say of those behind it: none was decided on without those before it.
        HashSet<StreamId> ended = [];
        var span = new LogSpan(Moment.Any, asked.Until with { Time = null }, asked.Pool);
        await foreach (var page in span.ReadAsync(ledger.Events, ledger.Database, progress, cancellationToken))
        {
            foreach (var stored in page)
            {
                if (!asked.Until.Reaches(stored))
                    ended.Add(stored.Stream);
                else if (!ended.Contains(stored.Stream))
                    fold.Add(stored);
            }
        }

        return fold;
    }
}

/// <summary>A read model that was compared with the events.</summary>
/// <param name="Found">All differences, where they are to be printed at the end.</param>
internal sealed record ComparedReadModel(string Name, ProjectionReport Report, IReadOnlyList<ProjectionDifference> Found);
