using System.Buffers.Binary;
using System.Text;

namespace PasskeyLedger.Transparency.Notes;

/// <summary>One signature under a note: the key's name, the first four bytes of its hash, and what the key made of the text.</summary>
public sealed record NoteSignature(string KeyName, uint KeyId, ReadOnlyMemory<byte> Value);

/// <summary>A text with signatures (C2SP signed-note). Of what it says nothing holds until a key that one trusts has verified it.</summary>
/// <param name="Text">Ends with a newline, and is what is signed, in UTF-8.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string SignatureStart = "\u2014 ";
    private const int MostSignatures = 100;
    private const int LongestNote = 1_000_000;

    /// <summary>Reads a note. One with a control character other than the newline, or with a line among its signatures that is none, is no note.</summary>
    public static SignedNote? TryParse(string note)
    {
        if (note.Length > LongestNote || note.Any(character => character is < ' ' and not '\n') || note.Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n'))
            return null;

        var lines = note[(split + 2)..].Split('\n')[..^1];
        var signatures = lines.Select(TryParseLine).OfType<NoteSignature>().ToList();
        return signatures.Count == lines.Length && signatures.Count is > 0 and <= MostSignatures ? new(note[..(split + 1)], signatures) : null;
    }

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a newline.</param>
    /// <param name="key">Gives its name to the signature.</param>
    public static SignedNote Sign(string text, SigningKey key) =>
        new(text, [new(key.Verifier.Name, key.Verifier.Id, key.Sign(Encoding.UTF8.GetBytes(text)))]);

    /// <summary>Whether one of the keys has signed the text, and none that has its name here has signed another.</summary>
    public bool IsSignedBy(params IReadOnlyList<VerifierKey> keys)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var known =
            from signature in Signatures
            from key in keys
            where key.Name == signature.KeyName && key.Id == signature.KeyId
            select key.Verifies(text, signature.Value.Span);
        var verdicts = known.ToList();
        return verdicts.Count > 0 && verdicts.TrueForAll(verdict => verdict);
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString() => Text + "\n" + string.Concat(Signatures.Select(WriteLine));

    private static string WriteLine(NoteSignature signature)
    {
        var bytes = new byte[4 + signature.Value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
        signature.Value.Span.CopyTo(bytes.AsSpan(4));
        return $"{SignatureStart}{signature.KeyName} {Convert.ToBase64String(bytes)}\n";
    }

    private static NoteSignature? TryParseLine(string line)
    {
        if (!line.StartsWith(SignatureStart, StringComparison.Ordinal) || line[SignatureStart.Length..].Split(' ') is not [{ Length: > 0 } name, var base64])
            return null;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 4
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4, length - 4))
            : null;
    }
}
