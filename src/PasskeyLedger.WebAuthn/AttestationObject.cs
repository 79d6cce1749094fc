using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn;

/// <summary>The authenticator's answer (section 6.5.4): a CBOR map of the format's name, its statement and the authenticator data.</summary>
public sealed record AttestationObject
{
    private const int MaxFormatLength = 32;

    /// <summary>The attestation statement format identifier (section 8.1), 1 to 32 printable ASCII characters.</summary>
    public required string Format { get; init; }

    /// <summary>The attestation statement as CBOR, well-formed; what its members must be is the format's business.</summary>
    public required ReadOnlyMemory<byte> Statement { get; init; }

    /// <summary>The authenticator data as it was sent and signed.</summary>
    public required ReadOnlyMemory<byte> AuthenticatorData { get; init; }

    /// <summary>The whole object as it was sent.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Section 7.1 step 13. Members beside the three are ignored.</summary>
    internal static CeremonyFailure? Read(ReadOnlyMemory<byte> raw, out AttestationObject? attestationObject)
    {
        attestationObject = null;
        if (CborStructure.Measure(raw.Span, out var length, allowIndefinite: true) is { } fault)
            return NotCbor(fault);
        if (length != raw.Length)
        {
            return new(
                CeremonyFailureCode.AttestationObjectTrailingBytes,
                "7.1 step 13",
                $"{raw.Length - length} bytes stand behind the attestation object");
        }

        try
        {
            return ReadMembers(raw, out attestationObject);
        }
        catch (CborContentException)
        {
            return NotCbor("a key stands there twice, or a text is not UTF-8");
        }
    }

    private static CeremonyFailure? ReadMembers(ReadOnlyMemory<byte> raw, out AttestationObject? attestationObject)
    {
        attestationObject = null;
        var reader = new CborReader(raw, CborConformanceMode.Strict);
        if (reader.PeekState() != CborReaderState.StartMap)
            return WrongType("attestationObject", "a map");

        string? format = null;
        ReadOnlyMemory<byte>? statement = null;
        ReadOnlyMemory<byte>? authenticatorData = null;
        reader.ReadStartMap();
        while (reader.HasMember())
        {
            if (!reader.TryReadText(out var name))
                return WrongType("a key of attestationObject", "a text");
            switch (name)
            {
                case "fmt":
                    if (!reader.TryReadText(out format))
                        return WrongType("fmt", "a text");
                    break;
                case "attStmt":
                    // A compound statement is a list, every other a map.
                    if (reader.PeekState() is not (CborReaderState.StartMap or CborReaderState.StartArray))
                        return WrongType("attStmt", "a map");
                    statement = reader.ReadEncodedValue();
                    break;
                case "authData":
                    if (!reader.TryReadBytes(out var bytes))
                        return WrongType("authData", "a byte string");
                    authenticatorData = bytes;
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        reader.ReadEndMap();
        if (format is null)
            return Missing("fmt");
        if (statement is null)
            return Missing("attStmt");
        if (authenticatorData is null)
            return Missing("authData");
        if (!IsFormatIdentifier(format))
        {
            return new(
                CeremonyFailureCode.AttestationFormatIdentifierInvalid,
                "8.1",
                "fmt is not 1 to 32 printable ASCII characters without backslash and double quote");
        }

        attestationObject = new AttestationObject
        {
            Format = format,
            Statement = statement.Value,
            AuthenticatorData = authenticatorData.Value,
            Raw = raw,
        };
        return null;
    }

    private static bool IsFormatIdentifier(string format) =>
        format.Length is > 0 and <= MaxFormatLength && format.All(c => c is > ' ' and < '\x7f' and not '"' and not '\\');

    private static CeremonyFailure NotCbor(string how) =>
        new(CeremonyFailureCode.AttestationObjectNotCbor, "7.1 step 13", $"attestationObject is not CBOR as WebAuthn uses it: {how}");

    private static CeremonyFailure Missing(string member) =>
        new(CeremonyFailureCode.AttestationObjectMemberMissing, "6.5.4", $"attestationObject has no {member}");

    private static CeremonyFailure WrongType(string member, string wanted) =>
        new(CeremonyFailureCode.AttestationObjectMemberWrongType, "6.5.4", $"{member} is not {wanted}");
}
