namespace PasskeyLedger.Testing.Authenticator;

/// <summary>Algorithm identifiers of the IANA COSE registry, as WebAuthn's <c>COSEAlgorithmIdentifier</c> uses them.</summary>
public static class CoseAlgorithm
{
    public const long ES256 = -7;

    /// <summary>In WebAuthn always with the curve Ed25519 (section 5.8.5).</summary>
    public const long EdDSA = -8;
    public const long ES384 = -35;
    public const long ES512 = -36;
    public const long PS256 = -37;
    public const long PS384 = -38;
    public const long PS512 = -39;
    public const long ES256K = -47;
    public const long MLDsa44 = -48;
    public const long Ed448 = -53;
    public const long RS256 = -257;
    public const long RS384 = -258;
    public const long RS512 = -259;
    public const long RS1 = -65535;
}
