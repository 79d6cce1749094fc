using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>
/// TPMS_ATTEST (TPM 2.0 Library Part 2 section 10.12.12) as TPM2_Certify makes it: that the TPM holds the object of this name.
/// </summary>
public sealed record TpmCertifyInfo
{
    /// <summary>TPM_GENERATED_VALUE: 0xFF and "TCG". A TPM signs nothing that begins so but what it made itself.</summary>
    public uint Magic { get; init; } = 0xFF544347;

    public ushort Type { get; init; } = TpmStructureTag.AttestCertify;

    /// <summary>The name of the signing key, within the hierarchy above it.</summary>
    public byte[] QualifiedSigner { get; init; } = SomeName("attestation identity key");

    public required byte[] ExtraData { get; init; }

    public ulong Clock { get; init; } = 0x0000_0001_4770_1748;

    public uint ResetCount { get; init; } = 0x55697B4B;

    public uint RestartCount { get; init; } = 2;

    public bool IsClockSafe { get; init; } = true;

    public ulong FirmwareVersion { get; init; } = 0x0002_0000_0000_0000;

    /// <summary>The name of what is certified, see <see cref="NameOf"/>.</summary>
    public required byte[] Name { get; init; }

    public byte[] QualifiedName { get; init; } = SomeName("credential key");

    /// <summary>Bytes after the end.</summary>
    public byte[] Trailing { get; init; } = [];

    /// <summary>
    /// The name of an object (TPM 2.0 Library Part 1 section 16): the algorithm, and the digest of the public area by it.
    /// For an algorithm that is no digest SHA-256 stands in.
    /// </summary>
    public static byte[] NameOf(ushort algorithm, byte[] publicArea) =>
    [
        .. TpmBytes.UInt16(algorithm),
        .. algorithm switch
        {
            TpmAlgorithm.Sha1 => CryptographicOperations.HashData(HashAlgorithmName.SHA1, publicArea),
            TpmAlgorithm.Sha384 => SHA384.HashData(publicArea),
            TpmAlgorithm.Sha512 => SHA512.HashData(publicArea),
            _ => SHA256.HashData(publicArea),
        },
    ];

    public byte[] Encode() =>
    [
        .. TpmBytes.UInt32(Magic),
        .. TpmBytes.UInt16(Type),
        .. TpmBytes.Sized(QualifiedSigner),
        .. TpmBytes.Sized(ExtraData),
        .. TpmBytes.UInt64(Clock),
        .. TpmBytes.UInt32(ResetCount),
        .. TpmBytes.UInt32(RestartCount),
        (byte)(IsClockSafe ? 1 : 0),
        .. TpmBytes.UInt64(FirmwareVersion),
        .. TpmBytes.Sized(Name),
        .. TpmBytes.Sized(QualifiedName),
        .. Trailing,
    ];

    private static byte[] SomeName(string of) => NameOf(TpmAlgorithm.Sha256, System.Text.Encoding.UTF8.GetBytes(of));
}
