using System.CommandLine;
using System.Globalization;
using PasskeyLedger.Transparency.Proofs;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>prove &lt;seq&gt; [--out file] [--without-event] [--leaf file] [--json]</c>: a file that proves, on its own and to anybody who has the log's
/// key, that the log holds the event.
/// </summary>
internal static class ProveCommand
{
    public static Command Create(string[] configurationArguments)
    {
        var position = new Argument<long>("seq") { Description = "The event's position in the log." };
        var outFile = PathOption.Create("--out", $"Where to write the proof ({TlogProof.Extension}); by default it is printed.");
        var without = new Option<bool>("--without-event") { Description = "Leave the event out of the proof, for those who have it otherwise." };
        var leaf = PathOption.Create("--leaf", "Where to write the event as the log commits to it.");
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("prove", "Writes a proof that the log holds an event.") { position, outFile, without, leaf, json };
        command.SetAction((parsed, cancellationToken) => LogCommand.RunAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            (context, cancellation) => RunAsync(
                context,
                new(parsed.GetValue(position), parsed.GetValue(outFile), parsed.GetValue(without), parsed.GetValue(leaf), parsed.GetValue(json)),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error,
                cancellation),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LogCommandContext context, Options options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var seq = options.Position.ToString(CultureInfo.InvariantCulture);
        switch (await new InclusionProofs(context.Ledger.Database).ProveAsync(options.Position, cancellationToken))
        {
            case ProofOutcome.Proven proven:
                return await WriteAsync(proven, options, output, error, cancellationToken);
            case ProofOutcome.NotYet:
                await error.WriteLineAsync($"No checkpoint covers the event at position {seq} yet.");
                return ExitCode.No;
            case ProofOutcome.Altered:
                await error.WriteLineAsync($"The event at position {seq} is not the one that the log has committed to. Run passkey-ledger verify.");
                return ExitCode.No;
            default:
                await error.WriteLineAsync($"There is no event at position {seq}.");
                return ExitCode.No;
        }
    }

    private static async Task<int> WriteAsync(
        ProofOutcome.Proven proven, Options options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var proof = options.WithoutEvent ? proven.Proof with { Extra = default } : proven.Proof;
        try
        {
            if (options.Leaf is { } leaf)
                await File.WriteAllBytesAsync(leaf, proven.Proof.Extra, cancellationToken);
            if (options.Out is { } file)
                await File.WriteAllTextAsync(file, proof.ToString(), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Usage;
        }

        if (options.Json)
        {
            await output.WriteLineAsync(PrintedJson.Of(new
            {
                position = options.Position,
                index = proof.Index,
                origin = proven.Checkpoint.Origin,
                size = proven.Checkpoint.Size,
                file = options.Out,
                proof = options.Out is null ? proof.ToString() : null,
            }));
        }
        else if (options.Out is { } written)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{written} proves that the event at position {options.Position} is leaf {proof.Index} of {proven.Checkpoint.Origin}, as of its checkpoint of {proven.Checkpoint.Size} events."));
        }
        else
        {
            await output.WriteAsync(proof.ToString());
        }

        return ExitCode.Done;
    }

    private sealed record Options(long Position, string? Out, bool WithoutEvent, string? Leaf, bool Json);
}
