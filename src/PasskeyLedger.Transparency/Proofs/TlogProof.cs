using System.Globalization;
using System.Text;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Transparency.Proofs;

/// <summary>That a log holds a leaf, as a file that stands on its own (C2SP tlog-proof).</summary>
public sealed record TlogProof
{
    /// <summary>How the names of such files end.</summary>
    public const string Extension = ".tlog-proof";

    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraStart = "extra ";
    private const string IndexStart = "index ";
    private const int MostHashes = 63;

    /// <summary>The leaf's bytes, or empty. To be believed only with the proof, like all of it.</summary>
    public ReadOnlyMemory<byte> Extra { get; init; }

    public required long Index { get; init; }

    /// <summary>From the leaf to the root.</summary>
    public required IReadOnlyList<TreeHash> Path { get; init; }

    /// <summary>The signed note that the path ends at.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Reads a proof's text; null where it is none.</summary>
    public static TlogProof? TryParse(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || text[..split].Split('\n') is not [Header, .. var lines])
            return null;

        var extra = ReadOnlyMemory<byte>.Empty;
        if (lines is [{ } first, ..] && first.StartsWith(ExtraStart, StringComparison.Ordinal))
        {
            var bytes = new byte[first.Length];
            if (!Convert.TryFromBase64String(first[ExtraStart.Length..], bytes, out var length))
                return null;
            extra = bytes.AsMemory(0, length);
            lines = lines[1..];
        }

        if (lines is not [{ } second, .. var hashes] || hashes.Length > MostHashes || !second.StartsWith(IndexStart, StringComparison.Ordinal)
            || !long.TryParse(second.AsSpan(IndexStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        List<TreeHash> path = [];
        foreach (var line in hashes)
        {
            if (!TreeHash.TryParse(line, out var hash))
                return null;
            path.Add(hash);
        }

        return new() { Extra = extra, Index = index, Path = path, Checkpoint = text[(split + 2)..] };
    }

    /// <summary>Whether the log that one of the keys speaks for holds this leaf.</summary>
    /// <param name="leaf">The leaf's bytes.</param>
    /// <param name="keys">Those that are trusted.</param>
    public ProofVerdict Check(ReadOnlySpan<byte> leaf, IReadOnlyList<VerifierKey> keys) => CheckpointReading.Read(Checkpoint, keys) switch
    {
        CheckpointReading.Trusted { Checkpoint: var checkpoint } =>
            ProofCheck.Includes(TreeHash.OfLeaf(leaf), Index, checkpoint.Size, Path, checkpoint.Root)
                ? new ProofVerdict.Holds(checkpoint)
                : new ProofVerdict.Fails($"the path from the leaf does not end at the root of {checkpoint.Origin} at size {checkpoint.Size.ToString(CultureInfo.InvariantCulture)}"),
        CheckpointReading.Refused { Reason: var reason } => new ProofVerdict.Fails($"its checkpoint {reason}"),
        var other => throw new InvalidOperationException($"Unknown reading {other}."),
    };

    /// <summary>The proof as its file holds it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (!Extra.IsEmpty)
            text.Append(ExtraStart).Append(Convert.ToBase64String(Extra.Span)).Append('\n');
        text.Append(IndexStart).Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Path)
            text.Append(hash.ToString()).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }
}

/// <summary>What came of checking a proof.</summary>
public abstract record ProofVerdict
{
    private ProofVerdict()
    {
    }

    /// <summary>The leaf is in the log, as of this checkpoint.</summary>
    public sealed record Holds(Checkpoint Checkpoint) : ProofVerdict;

    /// <param name="Reason">Why not, as a clause.</param>
    public sealed record Fails(string Reason) : ProofVerdict;
}
