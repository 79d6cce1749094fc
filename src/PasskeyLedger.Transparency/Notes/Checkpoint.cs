using System.Globalization;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Notes;

/// <summary>What a log says of itself at one size (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">The log's name, and its key's.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root over them.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>The text of a checkpoint. Lines behind the third are extensions, which nobody has to know.</summary>
    public static Checkpoint? TryParse(string text) =>
        text.Split('\n') is [{ Length: > 0 } origin, var number, var base64, .., ""]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size.ToString(CultureInfo.InvariantCulture) == number
            && TreeHash.TryParse(base64, out var root)
            ? new(origin, size, root)
            : null;

    /// <summary>The text that is signed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");
}

/// <summary>A checkpoint as it came, a signed note, and whether it can be believed.</summary>
public abstract record CheckpointReading
{
    private CheckpointReading()
    {
    }

    /// <summary>One of the keys has signed it.</summary>
    public sealed record Trusted(Checkpoint Checkpoint, string Note) : CheckpointReading;

    /// <summary>It is not to be believed.</summary>
    /// <param name="Reason">Why, as a clause.</param>
    public sealed record Refused(string Reason) : CheckpointReading;

    /// <summary>Reads a signed checkpoint.</summary>
    /// <param name="note">Of whoever handed it over.</param>
    /// <param name="keys">Those that are trusted, of the logs that they are named for.</param>
    public static CheckpointReading Read(string note, IReadOnlyList<VerifierKey> keys)
    {
        if (SignedNote.TryParse(note) is not { } signed)
            return new Refused("is not a signed note");
        if (Checkpoint.TryParse(signed.Text) is not { } checkpoint)
            return new Refused("is a signed note, and not a checkpoint");

        // The key's name is the origin: a key of one log says nothing of another.
        return signed.IsSignedBy([.. keys.Where(key => key.Name == checkpoint.Origin)])
            ? new Trusted(checkpoint, note)
            : new Refused($"is not signed by a trusted key of {checkpoint.Origin}");
    }
}
