using System.Text;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The members that attestation statements of section 8 have.</summary>
[Flags]
internal enum StatementMembers
{
    None = 0,
    Algorithm = 1 << 0,
    Signature = 1 << 1,
    Certificates = 1 << 2,
    Version = 1 << 3,
    CertInfo = 1 << 4,
    PubArea = 1 << 5,
    Response = 1 << 6,
}

/// <summary>The members of an attestation statement that the formats of section 8 name, each of its right type where it is there at all.</summary>
internal sealed record AttestationStatement
{
    private const int MaxCertificates = 10;

    private StatementMembers present;

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

    /// <summary>
    /// Reads a statement that is a map with all of <paramref name="required"/> and nothing but these and <paramref name="optional"/>.
    /// What isn't required has its initial value where it is absent.
    /// </summary>
    /// <param name="encoded">attStmt</param>
    /// <param name="step">The format's step that asks for its syntax.</param>
    public static CeremonyFailure? Read(
        ReadOnlyMemory<byte> encoded, string step, StatementMembers required, StatementMembers optional, out AttestationStatement statement)
    {
        statement = new AttestationStatement();
        if (statement.ReadMembers(encoded, step, required | optional, out var unexpected) is { } malformed)
            return malformed;
        if ((required & ~statement.present) is var missing and not StatementMembers.None)
            return new(CeremonyFailureCode.AttestationStatementMemberMissing, step, $"attStmt.{NameOfFirst(missing)} is missing");
        return unexpected is null
            ? null
            : new(CeremonyFailureCode.AttestationStatementMemberUnexpected, step, $"attStmt has a member {CeremonyFailure.Quote(unexpected)}");
    }

    /// <param name="encoded">attStmt</param>
    /// <param name="step">The format's step that asks for its syntax.</param>
    /// <param name="expected">What may be there.</param>
    /// <param name="unexpected">The first of the names that are not <paramref name="expected"/>.</param>
    private CeremonyFailure? ReadMembers(ReadOnlyMemory<byte> encoded, string step, StatementMembers expected, out string? unexpected)
    {
        unexpected = null;
        var cursor = new CborCursor(encoded);
        if (!cursor.IsMap)
            return Malformed(step, "not a map");
        var members = cursor.Begin();
        while (cursor.Next(ref members))
        {
            if (!cursor.TryReadText(out var name))
                return Malformed(step, "a key is not a text");
            var member = MemberOf(name);
            present |= member;
            if ((member & expected) == StatementMembers.None)
                unexpected ??= Encoding.UTF8.GetString(name);
            if (ReadMember(ref cursor, member) is { } wanted)
                return new(CeremonyFailureCode.AttestationStatementMemberWrongType, step, $"attStmt.{NameOfFirst(member)} is not {wanted}");
        }

        return null;
    }

    private static StatementMembers MemberOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("alg"u8) ? StatementMembers.Algorithm
        : name.SequenceEqual("sig"u8) ? StatementMembers.Signature
        : name.SequenceEqual("x5c"u8) ? StatementMembers.Certificates
        : name.SequenceEqual("ver"u8) ? StatementMembers.Version
        : name.SequenceEqual("certInfo"u8) ? StatementMembers.CertInfo
        : name.SequenceEqual("pubArea"u8) ? StatementMembers.PubArea
        : name.SequenceEqual("response"u8) ? StatementMembers.Response
        : StatementMembers.None;

    private static string NameOfFirst(StatementMembers members) =>
        members.HasFlag(StatementMembers.Algorithm) ? "alg"
        : members.HasFlag(StatementMembers.Signature) ? "sig"
        : members.HasFlag(StatementMembers.Certificates) ? "x5c"
        : members.HasFlag(StatementMembers.Version) ? "ver"
        : members.HasFlag(StatementMembers.CertInfo) ? "certInfo"
        : members.HasFlag(StatementMembers.PubArea) ? "pubArea"
        : "response";

    /// <returns>null, or what the member should have been.</returns>
    private string? ReadMember(ref CborCursor cursor, StatementMembers member)
    {
        switch (member)
        {
            case StatementMembers.Algorithm:
                var isAlgorithm = cursor.TryReadInt32(out var algorithm);
                Algorithm = algorithm;
                return isAlgorithm ? null : "a COSE algorithm identifier";
            case StatementMembers.Version:
                var isVersion = cursor.TryReadText(out var version);
                Version = Encoding.UTF8.GetString(version);
                return isVersion ? null : "a text";
            case StatementMembers.Certificates:
                return ReadCertificates(ref cursor);
            case StatementMembers.None:
                cursor.Skip();
                return null;
            default:
                var isBytes = cursor.TryReadBytes(out var bytes);
                Set(member, bytes);
                return isBytes ? null : "a byte string";
        }
    }

    private void Set(StatementMembers member, ReadOnlyMemory<byte> bytes)
    {
        switch (member)
        {
            case StatementMembers.Signature:
                Signature = bytes;
                break;
            case StatementMembers.CertInfo:
                CertInfo = bytes;
                break;
            case StatementMembers.PubArea:
                PubArea = bytes;
                break;
            case StatementMembers.Response:
                Response = bytes;
                break;
        }
    }

    private string? ReadCertificates(ref CborCursor cursor)
    {
        const string Wanted = "a list of 1 to 10 byte strings";
        if (!cursor.IsList)
            return Wanted;

        var certificates = new List<ReadOnlyMemory<byte>>();
        var items = cursor.Begin();
        while (cursor.Next(ref items))
        {
            if (certificates.Count == MaxCertificates || !cursor.TryReadBytes(out var certificate))
                return Wanted;
            certificates.Add(certificate);
        }

        Certificates = certificates;
        return certificates.Count == 0 ? Wanted : null;
    }

    private static CeremonyFailure Malformed(string step, string how) =>
        new(CeremonyFailureCode.AttestationStatementMalformed, step, $"the attestation statement is malformed: {how}");
}
