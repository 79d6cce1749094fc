using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Transparency.Canonical;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>verify-proof &lt;file&gt; --key key [--event file] [--json]</c>: checks a proof offline, without configuration or database, and prints the event
/// that it proves.
/// </summary>
internal static class VerifyProofCommand
{
    public static Command Create()
    {
        var file = PathOption.CreateArgument("file", $"The proof ({TlogProof.Extension}), as prove writes it.");
        var key = KeyOption.Create("The log's key, which whoever checks has from elsewhere.");
        key.Required = true;
        var eventFile = PathOption.Create("--event", "The event as the log commits to it, where the proof does not hold it or another is to be checked.");
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("verify-proof", "Checks a proof offline.") { file, key, eventFile, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file),
            KeyOption.Read(parsed.GetValue(key)),
            parsed.GetValue(eventFile),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, IReadOnlyList<VerifierKey> keys, string? eventFile, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TlogProof? proof;
        byte[]? given = null;
        try
        {
            proof = TlogProof.TryParse(await File.ReadAllTextAsync(file, cancellationToken));

            // A leaf is canonical: white space that an editor put in does not count.
            if (eventFile is not null)
                given = CanonicalJson.Of(await File.ReadAllBytesAsync(eventFile, cancellationToken));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            await error.WriteLineAsync(failure is JsonException ? $"{eventFile} is not JSON." : failure.Message);
            return ExitCode.Usage;
        }

        if (proof is null)
        {
            await error.WriteLineAsync($"{file} is not a proof in the form of c2sp.org/tlog-proof@v1.");
            return ExitCode.Usage;
        }

        var leaf = given ?? proof.Extra.ToArray();
        if (leaf.Length == 0)
        {
            await error.WriteLineAsync("The proof does not hold the event. Pass it with --event.");
            return ExitCode.Usage;
        }

        var verdict = proof.Check(leaf, keys);
        await output.WriteLineAsync(json ? Json(verdict, proof, leaf) : Text(verdict, proof, leaf));
        return verdict is ProofVerdict.Holds ? ExitCode.Done : ExitCode.No;
    }

    private static string Text(ProofVerdict verdict, TlogProof proof, byte[] leaf) => verdict switch
    {
        ProofVerdict.Holds { Checkpoint: var checkpoint } => string.Create(
            CultureInfo.InvariantCulture,
            $"The event is leaf {proof.Index} of {checkpoint.Origin}, as of its checkpoint of {checkpoint.Size} events:\n{Encoding.UTF8.GetString(leaf)}"),
        ProofVerdict.Fails { Reason: var reason } => $"The proof does not hold: {reason}.",
        _ => throw new InvalidOperationException($"Unknown verdict {verdict}."),
    };

    private static string Json(ProofVerdict verdict, TlogProof proof, byte[] leaf)
    {
        var checkpoint = (verdict as ProofVerdict.Holds)?.Checkpoint;
        return PrintedJson.Of(new
        {
            verdict = checkpoint is null ? "fails" : "holds",
            reason = (verdict as ProofVerdict.Fails)?.Reason,
            index = proof.Index,
            origin = checkpoint?.Origin,
            size = checkpoint?.Size,
            @event = checkpoint is null ? null : Encoding.UTF8.GetString(leaf),
        });
    }
}
