using System.CommandLine;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.PersonalData.Verification;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.TransparencyLog;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Publishing;
using PasskeyLedger.Transparency.Verification;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>verify [--from file] [--checkpoint file] [--key key] [--json]</c>: recomputes the log from its events, and the read models too, and
/// holds them against everything that was signed, and the keys of personal data against the erasures on record. Ends with 1 where anything differs.
/// </summary>
internal static class VerifyCommand
{
    public static Command Create(string[] configurationArguments, IReadOnlyList<Projection> projections)
    {
        var from = PathOption.Create("--from", "A file with a checkpoint whose events were verified before: only later ones are read.");
        var held = PathOption.CreateMany("--checkpoint", "A file with a checkpoint that was kept outside; the log must still be the one that it is of.");
        var key = KeyOption.Create("A key that checkpoints may be signed with, beside the configured one.");
        var json = new Option<bool>("--json") { Description = "Print as JSON, and no progress." };
        var command = new Command("verify", "Recomputes the whole log from its events and names the first that differs from what was signed.") { from, held, key, json };
        command.SetAction((parsed, cancellationToken) => LogCommand.RunAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            (context, cancellation) => RunAsync(
                context,
                new(parsed.GetValue(from), parsed.GetValue(held) ?? [], KeyOption.Read(parsed.GetValue(key)), parsed.GetValue(json)),
                projections,
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error,
                cancellation),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        LogCommandContext context, Options options, IReadOnlyList<Projection> projections, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        VerificationRequest request;
        try
        {
            request = Compose(context, options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Usage;
        }

        var isSigned = request.Held.Count > 0 || request.From is not null
            || await new PublishedLog(context.Ledger.Database).LatestCheckpointAsync(cancellationToken) is not null;
        if (isSigned && request.Keys.Count == 0)
        {
            await error.WriteLineAsync(
                $"There are checkpoints, and no key to trust them by. Pass --key, or configure {ConfigurationKeys.Transparency}:{ConfigurationKeys.Log.SigningKeyFile}.");
            return ExitCode.Usage;
        }

        var verification = await new ProgressDisplay(options.Json, output).WhileAsync(async part =>
        {
            var (log, models) = await new LogVerification(context.Ledger.Database).RunAsync(
                request,
                new SnapshotComparison(context.Ledger.Database, projections, context.Ledger.Keys.Watching(context.Ledger.Open)),
                new Reported<VerificationProgress>(part("events"), progress => new(progress.Events, progress.Leaves)),
                new Reported<LogProgress>(part("read models"), made => new(made.Position, made.Head)),
                cancellationToken);
            var keys = await context.Ledger.Keys.RunAsync(cancellationToken);
            return new LedgerVerification(log, keys, [.. projections.Zip(models, (projection, report) => new ReadModelVerification(projection.Name, report))]);
        });
        await output.WriteLineAsync(options.Json ? VerificationText.Json(verification) : VerificationText.Of(verification));
        return verification.Holds ? ExitCode.Done : ExitCode.No;
    }

    /// <summary>Reads the files. What the signing key has kept beside it counts as a checkpoint from outside the database, which it is.</summary>
    private static VerificationRequest Compose(LogCommandContext context, Options options)
    {
        List<VerifierKey> keys = [.. options.Keys];
        List<HeldCheckpoint> held = [.. options.Held.Select(Read)];
        if (LogKey.Open(context.Settings, context.IsDevelopment) is { } own)
        {
            keys.Add(own.Key.Verifier);
            if (own.Kept is { Path: var path } && File.Exists(path))
                held.Add(Read(path));
        }

        return new(keys) { Held = held, From = options.From is { } from ? Read(from) : null };
    }

    private static HeldCheckpoint Read(string path) => new($"The checkpoint in {path}", File.ReadAllText(path));

    private sealed record Options(string? From, string[] Held, IReadOnlyList<VerifierKey> Keys, bool Json);

    private sealed class Reported<T>(IProgress<WorkProgress> display, Func<T, WorkProgress> convert) : IProgress<T>
    {
        public void Report(T value) => display.Report(convert(value));
    }
}

/// <summary>A read model held against the events.</summary>
internal sealed record ReadModelVerification(string Name, ProjectionReport Report);

/// <summary>All that came of a verification.</summary>
internal sealed record LedgerVerification(VerificationReport Log, KeyReport Keys, IReadOnlyList<ReadModelVerification> ReadModels)
{
    public bool Holds => Log.FindingCount == 0 && Keys.Count == 0 && ReadModels.All(model => model.Report.IsSame);
}
