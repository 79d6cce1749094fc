using System.Text;

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

        return ReadMembers(raw, out attestationObject);
    }

    private static CeremonyFailure? ReadMembers(ReadOnlyMemory<byte> raw, out AttestationObject? attestationObject)
    {
        attestationObject = null;
        var cursor = new CborCursor(raw);
        if (!cursor.IsMap)
            return WrongType("attestationObject", "a map");

        var hasFormat = false;
        ReadOnlySpan<byte> format = default;
        ReadOnlyMemory<byte>? statement = null;
        ReadOnlyMemory<byte>? authenticatorData = null;
        var members = cursor.Begin();
        while (cursor.Next(ref members))
        {
            if (!cursor.TryReadText(out var name))
                return WrongType("a key of attestationObject", "a text");
            if (name.SequenceEqual("fmt"u8))
            {
                hasFormat = cursor.TryReadText(out format);
                if (!hasFormat)
                    return WrongType("fmt", "a text");
            }
            else if (name.SequenceEqual("attStmt"u8))
            {
                // A compound statement is a list, every other a map.
                if (!cursor.IsMap && !cursor.IsList)
                    return WrongType("attStmt", "a map");
                statement = cursor.ReadEncoded();
            }
            else if (name.SequenceEqual("authData"u8))
            {
                if (!cursor.TryReadBytes(out var bytes))
                    return WrongType("authData", "a byte string");
                authenticatorData = bytes;
            }
            else
            {
                cursor.Skip();
            }
        }

        if (!hasFormat)
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
            Format = Encoding.ASCII.GetString(format),
            Statement = statement.Value,
            AuthenticatorData = authenticatorData.Value,
            Raw = raw,
        };
        return null;
    }

    private static bool IsFormatIdentifier(ReadOnlySpan<byte> format) =>
        format.Length is > 0 and <= MaxFormatLength
        && !format.ContainsAnyExceptInRange((byte)'!', (byte)'~')
        && !format.ContainsAny((byte)'"', (byte)'\\');

    private static CeremonyFailure NotCbor(string how) =>
        new(CeremonyFailureCode.AttestationObjectNotCbor, "7.1 step 13", $"attestationObject is not CBOR as WebAuthn uses it: {how}");

    private static CeremonyFailure Missing(string member) =>
        new(CeremonyFailureCode.AttestationObjectMemberMissing, "6.5.4", $"attestationObject has no {member}");

    private static CeremonyFailure WrongType(string member, string wanted) =>
        new(CeremonyFailureCode.AttestationObjectMemberWrongType, "6.5.4", $"{member} is not {wanted}");
}
