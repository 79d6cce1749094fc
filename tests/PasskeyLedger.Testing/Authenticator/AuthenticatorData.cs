using System.Buffers.Binary;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>The flags byte of WebAuthn section 6.1.</summary>
[Flags]
public enum AuthenticatorFlags
{
    None = 0,
    UserPresent = 0x01,
    UserVerified = 0x04,
    BackupEligible = 0x08,
    BackedUp = 0x10,
    AttestedCredentialData = 0x40,
    ExtensionData = 0x80,
}

/// <summary>
/// Authenticator data of WebAuthn section 6.1, part by part. The flags say nothing of what is written: each part is there or not.
/// </summary>
public sealed record AuthenticatorData
{
    /// <summary>SHA-256 of the relying party id.</summary>
    public required byte[] RpIdHash { get; init; }

    public required AuthenticatorFlags Flags { get; init; }

    public required uint SignCount { get; init; }

    public AttestedCredentialData? AttestedCredentialData { get; init; }

    /// <summary>The CBOR map of extension outputs; empty: none.</summary>
    public byte[] Extensions { get; init; } = [];

    /// <summary>Bytes after the end.</summary>
    public byte[] Trailing { get; init; } = [];

    public byte[] Encode()
    {
        var signCount = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(signCount, SignCount);
        return
        [
            .. RpIdHash,
            (byte)Flags,
            .. signCount,
            .. AttestedCredentialData?.Encode() ?? [],
            .. Extensions,
            .. Trailing,
        ];
    }
}

/// <summary>Attested credential data of WebAuthn section 6.5.1.</summary>
public sealed record AttestedCredentialData
{
    public required Guid Aaguid { get; init; }

    public required byte[] CredentialId { get; init; }

    /// <summary>The length written before the credential id; null: its own.</summary>
    public ushort? DeclaredLength { get; init; }

    /// <summary>The COSE_Key, encoded.</summary>
    public required byte[] CredentialPublicKey { get; init; }

    public byte[] Encode()
    {
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, DeclaredLength ?? (ushort)CredentialId.Length);
        return [.. Aaguid.ToByteArray(bigEndian: true), .. length, .. CredentialId, .. CredentialPublicKey];
    }
}
