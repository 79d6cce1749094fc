using System.Security.Cryptography;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>Hash algorithms by their TPM_ALG_ID (TPMv2 Part 2, section 6.3).</summary>
internal static class TpmHash
{
    /// <returns>null: not a hash algorithm that is supported here.</returns>
    public static byte[]? Compute(ushort algorithm, ReadOnlySpan<byte> data) => algorithm switch
    {
        0x0004 => CryptographicOperations.HashData(HashAlgorithmName.SHA1, data),
        0x000B => SHA256.HashData(data),
        0x000C => SHA384.HashData(data),
        0x000D => SHA512.HashData(data),
        0x0027 when SHA3_256.IsSupported => SHA3_256.HashData(data),
        0x0028 when SHA3_384.IsSupported => SHA3_384.HashData(data),
        0x0029 when SHA3_512.IsSupported => SHA3_512.HashData(data),
        _ => null,
    };
}
