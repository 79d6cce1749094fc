using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The members of an attestation statement that the formats of section 8 name, each of its right type where it is there at all.</summary>
internal sealed record AttestationStatement
{
    private const int MaxCertificates = 10;

    private List<string>? others;

    /// <summary><c>alg</c>, a COSE algorithm identifier.</summary>
    public int? Algorithm { get; private set; }

    /// <summary><c>sig</c></summary>
    public ReadOnlyMemory<byte>? Signature { get; private set; }

    /// <summary><c>x5c</c>, the attestation certificate first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Certificates { get; private set; }

    /// <summary>Names of the members that are none of these.</summary>
    public IReadOnlyList<string> Others => others ?? [];

    public bool IsEmpty => Algorithm is null && Signature is null && Certificates is null && others is null;

    /// <summary>Reads a statement that is a map; <paramref name="step"/> is the format's step that asks for its syntax.</summary>
    public static CeremonyFailure? Read(ReadOnlyMemory<byte> encoded, string step, out AttestationStatement statement)
    {
        statement = new AttestationStatement();
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Strict);
            if (reader.PeekState() != CborReaderState.StartMap)
                return Malformed(step, "not a map");
            for (var members = reader.ReadStartMap(); members > 0; members--)
            {
                if (!reader.TryReadText(out var name))
                    return Malformed(step, "a key is not a text");
                if (statement.ReadMember(reader, name) is { } wanted)
                    return new(CeremonyFailureCode.AttestationStatementMemberWrongType, step, $"attStmt.{name} is not {wanted}");
            }

            reader.ReadEndMap();
            return null;
        }
        catch (CborContentException)
        {
            return Malformed(step, "a key stands there twice, or a text is not UTF-8");
        }
    }

    /// <summary>The failure of a statement without a member that its format requires.</summary>
    public static CeremonyFailure Missing(string member, string step) =>
        new(CeremonyFailureCode.AttestationStatementMemberMissing, step, $"attStmt.{member} is missing");

    /// <returns>null, or what the member should have been.</returns>
    private string? ReadMember(CborReader reader, string name)
    {
        switch (name)
        {
            case "alg":
                if (!reader.TryReadInt32(out var algorithm))
                    return "a COSE algorithm identifier";
                Algorithm = algorithm;
                return null;
            case "sig":
                if (!reader.TryReadBytes(out var signature))
                    return "a byte string";
                Signature = signature;
                return null;
            case "x5c":
                return ReadCertificates(reader);
            default:
                (others ??= []).Add(name);
                reader.SkipValue();
                return null;
        }
    }

    private string? ReadCertificates(CborReader reader)
    {
        const string Wanted = "a list of 1 to 10 byte strings";
        if (reader.PeekState() != CborReaderState.StartArray || reader.ReadStartArray() is not (> 0 and <= MaxCertificates and var count))
            return Wanted;

        var certificates = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadBytes(out certificates[i]))
                return Wanted;
        }

        reader.ReadEndArray();
        Certificates = certificates;
        return null;
    }

    private static CeremonyFailure Malformed(string step, string how) =>
        new(CeremonyFailureCode.AttestationStatementMalformed, step, $"the attestation statement is malformed: {how}");
}
