using System.Buffers.Binary;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn;

/// <summary>The flags of authenticator data (section 6.1), bit by bit. Reserved bits are kept as they came.</summary>
[Flags]
public enum AuthenticatorFlags
{
    None = 0,
    UserPresent = 1 << 0,
    UserVerified = 1 << 2,
    BackupEligible = 1 << 3,
    BackedUp = 1 << 4,
    AttestedCredentialData = 1 << 6,
    ExtensionData = 1 << 7,
}

/// <summary>What the authenticator says about itself and the new credential (section 6.1).</summary>
public sealed record AuthenticatorData
{
    private const int HashLength = 32;
    private const int FlagsOffset = HashLength;
    private const int SignCountOffset = FlagsOffset + 1;
    private const int HeaderLength = SignCountOffset + sizeof(uint);

    /// <summary>SHA-256 of the relying party id, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> RpIdHash { get; init; }

    public required AuthenticatorFlags Flags { get; init; }

    public required uint SignCount { get; init; }

    public required AttestedCredentialData AttestedCredentialData { get; init; }

    /// <summary>What the authenticator's extensions answered; null where the ED flag is not set.</summary>
    public AuthenticatorExtensions? Extensions { get; init; }

    public bool UserPresent => Flags.HasFlag(AuthenticatorFlags.UserPresent);

    public bool UserVerified => Flags.HasFlag(AuthenticatorFlags.UserVerified);

    public bool BackupEligible => Flags.HasFlag(AuthenticatorFlags.BackupEligible);

    public bool BackedUp => Flags.HasFlag(AuthenticatorFlags.BackedUp);

    internal static CeremonyFailure? Read(ReadOnlyMemory<byte> raw, out AuthenticatorData? authenticatorData)
    {
        authenticatorData = null;
        if (raw.Length < HeaderLength)
        {
            return new(
                CeremonyFailureCode.AuthenticatorDataTooShort,
                "6.1",
                $"authenticator data is {raw.Length} bytes long, and never shorter than {HeaderLength}");
        }

        var flags = (AuthenticatorFlags)raw.Span[FlagsOffset];
        if (!flags.HasFlag(AuthenticatorFlags.AttestedCredentialData))
        {
            return new(
                CeremonyFailureCode.AttestedCredentialDataMissing,
                "6.1",
                "the AT flag is not set: authenticator data holds no credential");
        }

        var rest = raw[HeaderLength..];
        if (AttestedCredentialData.Read(ref rest, out var credential) is { } credentialFault)
            return credentialFault;

        AuthenticatorExtensions? extensions = null;
        if (flags.HasFlag(AuthenticatorFlags.ExtensionData)
            && AuthenticatorExtensions.Read(ref rest, out extensions) is { } extensionsFault)
        {
            return extensionsFault;
        }

        if (!rest.IsEmpty)
        {
            return new(
                CeremonyFailureCode.AuthenticatorDataTrailingBytes,
                "6.1",
                $"{rest.Length} bytes stand behind what the flags say authenticator data holds");
        }

        authenticatorData = new AuthenticatorData
        {
            RpIdHash = raw[..HashLength],
            Flags = flags,
            SignCount = BinaryPrimitives.ReadUInt32BigEndian(raw.Span[SignCountOffset..]),
            AttestedCredentialData = credential!,
            Extensions = extensions,
        };
        return null;
    }
}

/// <summary>The new credential (section 6.5.1).</summary>
public sealed record AttestedCredentialData
{
    private const int AaguidLength = 16;
    private const int HeaderLength = AaguidLength + sizeof(ushort);

    /// <summary>Section 7.1 step 25.</summary>
    public const int MaxCredentialIdLength = 1023;

    /// <summary>The authenticator's model. Zero: not told.</summary>
    public required Guid Aaguid { get; init; }

    /// <summary>1 to 1023 bytes.</summary>
    public required ReadOnlyMemory<byte> CredentialId { get; init; }

    /// <summary>The credential public key as the authenticator sent it, a COSE_Key in CBOR.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary><see cref="PublicKey"/>, read. A key that can't be used carries the reason, which verification reports.</summary>
    public required CoseKey Key { get; init; }

    /// <summary>Reads it from the start of <paramref name="rest"/>, which then begins behind it.</summary>
    internal static CeremonyFailure? Read(ref ReadOnlyMemory<byte> rest, out AttestedCredentialData? credential)
    {
        credential = null;
        if (rest.Length < HeaderLength)
            return TooShort();

        var idLength = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidLength..]);
        if (idLength is 0 or > MaxCredentialIdLength)
        {
            return new(
                CeremonyFailureCode.CredentialIdLengthInvalid,
                "7.1 step 25",
                $"the credential id is {idLength} bytes long, not 1 to {MaxCredentialIdLength}");
        }

        if (rest.Length < HeaderLength + idLength)
            return TooShort();
        var keyAndRest = rest[(HeaderLength + idLength)..];
        if (CborStructure.Measure(keyAndRest.Span, out var keyLength) is { } fault)
            return CoseKey.NotCbor(fault);
        if (CoseKey.Read(keyAndRest[..keyLength], out var key) is { } keyFault)
            return keyFault;

        credential = new AttestedCredentialData
        {
            Aaguid = new Guid(rest.Span[..AaguidLength], bigEndian: true),
            CredentialId = rest.Slice(HeaderLength, idLength),
            PublicKey = keyAndRest[..keyLength],
            Key = key!,
        };
        rest = keyAndRest[keyLength..];
        return null;
    }

    private static CeremonyFailure TooShort() =>
        new(CeremonyFailureCode.AuthenticatorDataTooShort, "6.5.1", "authenticator data ends within the attested credential data");
}
