namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>TPM_ALG_ID (TPM 2.0 Library Part 2 section 6.3).</summary>
public static class TpmAlgorithm
{
    public const ushort Rsa = 0x0001;
    public const ushort Sha1 = 0x0004;
    public const ushort KeyedHash = 0x0008;
    public const ushort Sha256 = 0x000B;
    public const ushort Sha384 = 0x000C;
    public const ushort Sha512 = 0x000D;
    public const ushort Null = 0x0010;
    public const ushort RsaSsa = 0x0014;
    public const ushort EcDsa = 0x0018;
    public const ushort Ecc = 0x0023;
}

/// <summary>TPM_ECC_CURVE (section 6.4).</summary>
public static class TpmCurve
{
    public const ushort NistP256 = 0x0003;
    public const ushort NistP384 = 0x0004;
    public const ushort NistP521 = 0x0005;
}

/// <summary>TPM_ST (section 6.9): what a structure attests.</summary>
public static class TpmStructureTag
{
    public const ushort AttestCertify = 0x8017;
    public const ushort AttestQuote = 0x8018;
    public const ushort AttestCreation = 0x801A;
}

/// <summary>The registered identifiers of manufacturers, as certificates write them (TCG TPM Vendor ID Registry).</summary>
public static class TpmManufacturer
{
    public const string Intel = "id:494E5443";
    public const string Nuvoton = "id:4E544300";
    public const string STMicroelectronics = "id:53544D20";

    /// <summary>Of the FIDO Alliance's conformance tests, and of nobody who makes TPMs.</summary>
    public const string FidoConformance = "id:FFFFF1D0";
}
