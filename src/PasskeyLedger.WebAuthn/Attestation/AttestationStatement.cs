using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The members of an attestation statement that the formats of section 8 name, each of its right type where it is there at all.</summary>
internal sealed record AttestationStatement
{
    private const int MaxCertificates = 10;

    private readonly List<string> names = [];

    /// <summary><c>alg</c>, a COSE algorithm identifier.</summary>
    public int Algorithm { get; private set; }

    /// <summary><c>sig</c></summary>
    public ReadOnlyMemory<byte> Signature { get; private set; }

    /// <summary><c>x5c</c>, the attestation certificate first; null: not there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Certificates { get; private set; }

    /// <summary><c>ver</c></summary>
    public string Version { get; private set; } = "";

    /// <summary><c>certInfo</c>, a TPMS_ATTEST.</summary>
    public ReadOnlyMemory<byte> CertInfo { get; private set; }

    /// <summary><c>pubArea</c>, a TPMT_PUBLIC.</summary>
    public ReadOnlyMemory<byte> PubArea { get; private set; }

    /// <summary><c>response</c>, a JWS.</summary>
    public ReadOnlyMemory<byte> Response { get; private set; }

    public bool IsEmpty => names.Count == 0;

    /// <summary>
    /// Reads a statement that is a map with all of <paramref name="required"/> and nothing but these and <paramref name="optional"/>.
    /// What isn't required has its initial value where it is absent.
    /// </summary>
    /// <param name="encoded">attStmt</param>
    /// <param name="step">The format's step that asks for its syntax.</param>
    public static CeremonyFailure? Read(
        ReadOnlyMemory<byte> encoded,
        string step,
        ReadOnlySpan<string> required,
        ReadOnlySpan<string> optional,
        out AttestationStatement statement)
    {
        statement = new AttestationStatement();
        if (statement.ReadMembers(encoded, step) is { } malformed)
            return malformed;

        foreach (var member in required)
        {
            if (!statement.names.Contains(member))
                return new(CeremonyFailureCode.AttestationStatementMemberMissing, step, $"attStmt.{member} is missing");
        }

        foreach (var name in statement.names)
        {
            if (!required.Contains(name) && !optional.Contains(name))
            {
                return new(
                    CeremonyFailureCode.AttestationStatementMemberUnexpected, step, $"attStmt has a member {CeremonyFailure.Quote(name)}");
            }
        }

        return null;
    }

    private CeremonyFailure? ReadMembers(ReadOnlyMemory<byte> encoded, string step)
    {
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Strict);
            if (reader.PeekState() != CborReaderState.StartMap)
                return Malformed(step, "not a map");
            reader.ReadStartMap();
            while (reader.HasMember())
            {
                if (!reader.TryReadText(out var name))
                    return Malformed(step, "a key is not a text");
                names.Add(name);
                if (ReadMember(reader, name) is { } wanted)
                {
                    return new(
                        CeremonyFailureCode.AttestationStatementMemberWrongType,
                        step,
                        $"attStmt.{CeremonyFailure.Quote(name)[1..^1]} is not {wanted}");
                }
            }

            reader.ReadEndMap();
            return null;
        }
        catch (CborContentException)
        {
            return Malformed(step, "a key stands there twice, or a text is not UTF-8");
        }
    }

    /// <returns>null, or what the member should have been.</returns>
    private string? ReadMember(CborReader reader, string name)
    {
        const string Bytes = "a byte string";
        switch (name)
        {
            case "alg":
                var isAlgorithm = reader.TryReadInt32(out var algorithm);
                Algorithm = algorithm;
                return isAlgorithm ? null : "a COSE algorithm identifier";
            case "sig":
                var isSignature = reader.TryReadBytes(out var signature);
                Signature = signature;
                return isSignature ? null : Bytes;
            case "x5c":
                return ReadCertificates(reader);
            case "ver":
                var isVersion = reader.TryReadText(out var version);
                Version = version;
                return isVersion ? null : "a text";
            case "certInfo":
                var isCertInfo = reader.TryReadBytes(out var certInfo);
                CertInfo = certInfo;
                return isCertInfo ? null : Bytes;
            case "pubArea":
                var isPubArea = reader.TryReadBytes(out var pubArea);
                PubArea = pubArea;
                return isPubArea ? null : Bytes;
            case "response":
                var isResponse = reader.TryReadBytes(out var response);
                Response = response;
                return isResponse ? null : Bytes;
            default:
                reader.SkipValue();
                return null;
        }
    }

    private string? ReadCertificates(CborReader reader)
    {
        const string Wanted = "a list of 1 to 10 byte strings";
        if (reader.PeekState() != CborReaderState.StartArray)
            return Wanted;

        var certificates = new List<ReadOnlyMemory<byte>>();
        reader.ReadStartArray();
        while (reader.HasItem())
        {
            if (certificates.Count == MaxCertificates || !reader.TryReadBytes(out var certificate))
                return Wanted;
            certificates.Add(certificate);
        }

        reader.ReadEndArray();
        Certificates = certificates;
        return certificates.Count == 0 ? Wanted : null;
    }

    private static CeremonyFailure Malformed(string step, string how) =>
        new(CeremonyFailureCode.AttestationStatementMalformed, step, $"the attestation statement is malformed: {how}");
}
