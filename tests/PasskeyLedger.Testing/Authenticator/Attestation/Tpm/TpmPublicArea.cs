using System.Formats.Cbor;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>
/// TPMT_PUBLIC (TPM 2.0 Library Part 2 section 12.2.4): a public key as a TPM describes it. Each field is written as it is here,
/// whether or not it goes with the others.
/// </summary>
public sealed record TpmPublicArea
{
    public required ushort Type { get; init; }

    public ushort NameAlgorithm { get; init; } = TpmAlgorithm.Sha256;

    /// <summary>TPMA_OBJECT: fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth and sign.</summary>
    public uint Attributes { get; init; } = 0x00040072;

    public byte[] AuthPolicy { get; init; } = [];

    public ushort Symmetric { get; init; } = TpmAlgorithm.Null;

    public ushort Scheme { get; init; } = TpmAlgorithm.Null;

    /// <summary>The digest of the scheme; null: none is written, as for no scheme.</summary>
    public ushort? SchemeHash { get; init; }

    /// <summary>What follows the scheme for an RSA key; null: the key is an elliptic curve's.</summary>
    public TpmRsaKey? Rsa { get; init; }

    /// <summary>What follows the scheme for an elliptic curve's key; null: the key is RSA.</summary>
    public TpmEccKey? Ecc { get; init; }

    /// <summary>Bytes after the end.</summary>
    public byte[] Trailing { get; init; } = [];

    /// <exception cref="NotSupportedException">TPMs have no keys of this kind.</exception>
    public static TpmPublicArea Of(AuthenticatorKey key)
    {
        var keyType = new CborReader(key.CosePublicKey[1]).ReadInt64();
        return keyType switch
        {
            2 => new TpmPublicArea { Type = TpmAlgorithm.Ecc, Ecc = TpmEccKey.Of(key.CosePublicKey) },
            3 => new TpmPublicArea { Type = TpmAlgorithm.Rsa, Rsa = TpmRsaKey.Of(key.CosePublicKey) },
            _ => throw new NotSupportedException($"A TPM has no keys of COSE key type {keyType}."),
        };
    }

    public byte[] Encode() =>
    [
        .. TpmBytes.UInt16(Type),
        .. TpmBytes.UInt16(NameAlgorithm),
        .. TpmBytes.UInt32(Attributes),
        .. TpmBytes.Sized(AuthPolicy),
        .. TpmBytes.UInt16(Symmetric),
        .. TpmBytes.UInt16(Scheme),
        .. SchemeHash is { } hash ? TpmBytes.UInt16(hash) : [],
        .. Rsa?.Encode() ?? [],
        .. Ecc?.Encode() ?? [],
        .. Trailing,
    ];
}

/// <summary>keyBits and exponent of TPMS_RSA_PARMS, and the modulus of TPM2B_PUBLIC_KEY_RSA.</summary>
public sealed record TpmRsaKey(ushort KeyBits, uint Exponent, byte[] Modulus)
{
    /// <summary>Written for 65537, the TPM's default.</summary>
    private const uint DefaultExponent = 0;

    internal static TpmRsaKey Of(CborMap cose)
    {
        var modulus = new CborReader(cose[RsaKeys.ModulusLabel]).ReadByteString();
        return new TpmRsaKey((ushort)(modulus.Length * 8), DefaultExponent, modulus);
    }

    internal byte[] Encode() => [.. TpmBytes.UInt16(KeyBits), .. TpmBytes.UInt32(Exponent), .. TpmBytes.Sized(Modulus)];
}

/// <summary>curveID of TPMS_ECC_PARMS, with no key derivation, and the point of TPMS_ECC_POINT.</summary>
public sealed record TpmEccKey(ushort Curve, byte[] X, byte[] Y)
{
    internal static TpmEccKey Of(CborMap cose)
    {
        var coseCurve = new CborReader(cose[EcKeys.CurveLabel]).ReadInt64();
        var curve = coseCurve switch
        {
            1 => TpmCurve.NistP256,
            2 => TpmCurve.NistP384,
            3 => TpmCurve.NistP521,
            _ => throw new NotSupportedException($"A TPM has no keys on the COSE curve {coseCurve}."),
        };
        return new TpmEccKey(
            curve,
            new CborReader(cose[EcKeys.XLabel]).ReadByteString(),
            new CborReader(cose[EcKeys.YLabel]).ReadByteString());
    }

    internal byte[] Encode() =>
    [
        .. TpmBytes.UInt16(Curve),
        .. TpmBytes.UInt16(TpmAlgorithm.Null),
        .. TpmBytes.Sized(X),
        .. TpmBytes.Sized(Y),
    ];
}
