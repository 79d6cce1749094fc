using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>
/// Format tpm: pubArea, which is TPMT_PUBLIC of TPM 2.0 Library Part 2 section 12.2.4. The name in certInfo is that of the faulty one.
/// </content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.3: pubArea is required.</summary>
    public static AuthenticatorFault TpmPublicAreaMissing { get; } = new(FaultGroup.Tpm, "pubArea is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("pubArea"),
    };

    /// <summary>Breaks section 8.3: pubArea is a byte string.</summary>
    public static AuthenticatorFault TpmPublicAreaIsText { get; } = new(FaultGroup.Tpm, "pubArea is a text string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("pubArea", Cbor.Text("pubArea")),
    };

    /// <summary>Breaks section 8.3: pubArea is TPMT_PUBLIC.</summary>
    public static AuthenticatorFault TpmPublicAreaEmpty { get; } = new(FaultGroup.Tpm, "pubArea is empty, and named")
    {
        Configuration = it => ToTpm(it, format => format with { PublicAreaBytes = _ => [] }),
    };

    /// <summary>Breaks section 8.3: pubArea is TPMT_PUBLIC, to its end.</summary>
    public static AuthenticatorFault TpmPublicAreaTruncated { get; } = new(FaultGroup.Tpm, "pubArea lacks its last byte, and is named")
    {
        Configuration = it => ToTpm(it, format => format with { PublicAreaBytes = bytes => bytes[..^1] }),
    };

    /// <summary>Breaks section 8.3: pubArea is TPMT_PUBLIC and nothing more.</summary>
    public static AuthenticatorFault TpmPublicAreaTrailing { get; } = new(FaultGroup.Tpm, "a byte follows pubArea, and is named")
    {
        Configuration = it => WithPublicArea(it, area => area with { Trailing = [0x00] }),
    };

    /// <summary>Breaks TPM 2.0 Library Part 2 section 10.4: a TPM2B has the length that it declares.</summary>
    public static AuthenticatorFault TpmPublicAreaLengthLies { get; } = new(FaultGroup.Tpm, "the policy declares 65535 bytes")
    {
        Configuration = it => ToTpm(it, format => format with { PublicAreaBytes = bytes => [.. bytes[..8], 0xFF, 0xFF, .. bytes[10..]] }),
    };

    /// <summary>Breaks section 8.3: pubArea is the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaOfAnotherKey { get; } = new(FaultGroup.Tpm, "pubArea is another key's")
    {
        Configuration = it => ToTpm(WithES256Key(it), format => format with { PublicArea = _ => TpmPublicArea.Of(Other.Key) }),
    };

    /// <summary>Breaks section 8.3: type is one of an asymmetric key.</summary>
    public static AuthenticatorFault TpmPublicAreaTypeUnknown { get; } = new(FaultGroup.Tpm, "type is TPM_ALG_KEYEDHASH")
    {
        Configuration = it => WithPublicArea(WithES256Key(it), area => area with { Type = TpmAlgorithm.KeyedHash }),
    };

    /// <summary>Breaks section 8.3: type is that of the parameters.</summary>
    public static AuthenticatorFault TpmPublicAreaTypeOfAnotherKey { get; } = new(
        FaultGroup.Tpm,
        "type is RSA's and the parameters are an elliptic curve's")
    {
        Configuration = it => WithPublicArea(WithES256Key(it), area => area with { Type = TpmAlgorithm.Rsa }),
    };

    /// <summary>Breaks section 8.3: parameters are those of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaCurveOfAnotherKey { get; } = new(
        FaultGroup.Tpm,
        "the curve is P-384 and the key is on P-256")
    {
        Configuration = it => WithEccKey(it, key => key with { Curve = TpmCurve.NistP384 }),
    };

    /// <summary>Breaks section 8.3: unique is that of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaXWrong { get; } = new(FaultGroup.Tpm, "x has a bit flipped")
    {
        Configuration = it => WithEccKey(it, key => key with { X = WithBitFlipped(key.X, at: 31) }),
    };

    /// <summary>Breaks section 8.3: unique is that of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaYWrong { get; } = new(FaultGroup.Tpm, "y has a bit flipped")
    {
        Configuration = it => WithEccKey(it, key => key with { Y = WithBitFlipped(key.Y, at: 31) }),
    };

    /// <summary>Breaks section 8.3: unique is that of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaPointEmpty { get; } = new(FaultGroup.Tpm, "x and y are empty, as in a template")
    {
        Configuration = it => WithEccKey(it, key => key with { X = [], Y = [] }),
    };

    /// <summary>Breaks section 8.3: unique is that of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaModulusWrong { get; } = new(FaultGroup.Tpm, "the modulus has a bit flipped")
    {
        Configuration = it => WithRsaKey(it, key => key with { Modulus = WithBitFlipped(key.Modulus, at: 128) }),
    };

    /// <summary>Breaks section 8.3: parameters are those of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaExponentWrong { get; } = new(FaultGroup.Tpm, "the exponent is 3 and the key's is 65537")
    {
        Configuration = it => WithRsaKey(it, key => key with { Exponent = 3 }),
    };

    /// <summary>Breaks section 8.3: parameters are those of the credential public key.</summary>
    public static AuthenticatorFault TpmPublicAreaKeyBitsWrong { get; } = new(FaultGroup.Tpm, "keyBits is 1024 and the modulus has 2048")
    {
        OnlyWhere = "the verifier compares keyBits with the modulus",
        Configuration = it => WithRsaKey(it, key => key with { KeyBits = 1024 }),
    };

    /// <summary>Breaks section 8.3: the name is by pubArea's nameAlg, which is a digest.</summary>
    public static AuthenticatorFault TpmNameAlgorithmNull { get; } = new(
        FaultGroup.Tpm,
        "nameAlg is TPM_ALG_NULL, and the name says the same")
    {
        Configuration = it => WithPublicArea(it, area => area with { NameAlgorithm = TpmAlgorithm.Null }),
    };

    private static SoftwareAuthenticator WithPublicArea(SoftwareAuthenticator it, Func<TpmPublicArea, TpmPublicArea> change) =>
        ToTpm(it, format => format with { PublicArea = change });

    private static SoftwareAuthenticator WithEccKey(SoftwareAuthenticator it, Func<TpmEccKey, TpmEccKey> change) =>
        WithPublicArea(WithES256Key(it), area => area with { Ecc = change(area.Ecc!) });

    private static SoftwareAuthenticator WithRsaKey(SoftwareAuthenticator it, Func<TpmRsaKey, TpmRsaKey> change) =>
        WithPublicArea(WithRS256Key(it), area => area with { Rsa = change(area.Rsa!) });
}
