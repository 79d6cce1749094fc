using PasskeyLedger.Testing.Authenticator.Attestation.Android;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format android-key: the statement of section 8.4, its signature and its chain.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.4: alg is required.</summary>
    public static AuthenticatorFault AndroidKeyAlgorithmMissing { get; } = new(FaultGroup.AndroidKey, "alg is missing")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.Without("alg"),
    };

    /// <summary>Breaks section 8.4: alg is a COSE algorithm.</summary>
    public static AuthenticatorFault AndroidKeyAlgorithmIsText { get; } = new(FaultGroup.AndroidKey, "alg is a text string")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.With("alg", Cbor.Text("ES256")),
    };

    /// <summary>Breaks section 8.4: sig was made with alg.</summary>
    public static AuthenticatorFault AndroidKeyAlgorithmNotTheKeys { get; } = new(
        FaultGroup.AndroidKey,
        "alg is RS256 and the key is an elliptic curve's")
    {
        Configuration = it => ToAndroidKey(WithES256Key(it)),
        Statement = it => it.With("alg", Cbor.Integer(CoseAlgorithm.RS256)),
    };

    /// <summary>Breaks section 8.4: sig is required.</summary>
    public static AuthenticatorFault AndroidKeySignatureMissing { get; } = new(FaultGroup.AndroidKey, "sig is missing")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.4: sig is a byte string.</summary>
    public static AuthenticatorFault AndroidKeySignatureIsText { get; } = new(FaultGroup.AndroidKey, "sig is a text string")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.With("sig", Cbor.Text("signature")),
    };

    /// <summary>Breaks section 8.4: sig is a valid signature.</summary>
    public static AuthenticatorFault AndroidKeySignatureEmpty { get; } = new(FaultGroup.AndroidKey, "sig is empty")
    {
        Configuration = ToAndroidKey,
        Signature = _ => [],
    };

    /// <summary>Breaks section 8.4: sig is a valid signature.</summary>
    public static AuthenticatorFault AndroidKeySignatureCorrupted { get; } = new(FaultGroup.AndroidKey, "sig has a bit flipped")
    {
        Configuration = ToAndroidKey,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 6.5.5: a signature has its form to its end.</summary>
    public static AuthenticatorFault AndroidKeySignatureTrailing { get; } = new(FaultGroup.AndroidKey, "a byte follows sig")
    {
        Configuration = ToAndroidKey,
        Signature = it => [.. it, 0x00],
    };

    /// <summary>Breaks section 8.4: sig is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault AndroidKeySignatureOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.AndroidKey,
        "sig is not over the client data")
    {
        Configuration = ToAndroidKey,
        SignedBytes = it => it[..^32],
    };

    /// <summary>Breaks section 8.4: sig is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault AndroidKeySignatureOverClientDataAlone { get; } = new(
        FaultGroup.AndroidKey,
        "sig is not over the authenticator data")
    {
        Configuration = ToAndroidKey,
        SignedBytes = it => it[^32..],
    };

    /// <summary>Breaks section 8.4: x5c is required.</summary>
    public static AuthenticatorFault AndroidKeyChainMissing { get; } = new(FaultGroup.AndroidKey, "x5c is missing")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.Without("x5c"),
    };

    /// <summary>Breaks section 8.4: x5c is an array.</summary>
    public static AuthenticatorFault AndroidKeyChainIsBytes { get; } = new(FaultGroup.AndroidKey, "x5c is a byte string")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.With("x5c", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 8.4: x5c holds the credential's certificate first, so one at the least.</summary>
    public static AuthenticatorFault AndroidKeyChainEmpty { get; } = new(FaultGroup.AndroidKey, "x5c is empty")
    {
        Configuration = ToAndroidKey,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.4: x5c holds byte strings.</summary>
    public static AuthenticatorFault AndroidKeyChainHoldsText { get; } = new(FaultGroup.AndroidKey, "x5c holds a text string")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.With("x5c", Cbor.Array(Cbor.Text("certificate"))),
    };

    /// <summary>Breaks section 8.4: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault AndroidKeyCertificateIllFormed { get; } = new(
        FaultGroup.AndroidKey,
        "the first certificate is not DER")
    {
        Configuration = ToAndroidKey,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.4: each item of x5c is one certificate.</summary>
    public static AuthenticatorFault AndroidKeyCertificateTrailing { get; } = new(
        FaultGroup.AndroidKey,
        "a byte follows the first certificate's DER")
    {
        Configuration = ToAndroidKey,
        CertificateChain = it => [[.. it[0], 0x00], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.4: the attesting certificate is the first.</summary>
    public static AuthenticatorFault AndroidKeyChainReversed { get; } = new(FaultGroup.AndroidKey, "x5c begins with the intermediate")
    {
        Configuration = ToAndroidKey,
        CertificateChain = it => [.. it.Reverse()],
    };

    /// <summary>Breaks section 8.4: each certificate certifies the one before.</summary>
    public static AuthenticatorFault AndroidKeyChainOfAnotherAuthority { get; } = new(
        FaultGroup.AndroidKey,
        "the intermediate in x5c did not issue the first certificate")
    {
        OnlyWhere = "the chain is checked up to a trust anchor",
        Configuration = ToAndroidKey,
        CertificateChain = it => [it[0], Other.Authority.Intermediate.RawData],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault AndroidKeyRootNotTrusted { get; } = new(
        FaultGroup.AndroidKey,
        "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => ToAndroidKey(it, format => format with { Authority = Other.Authority }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault AndroidKeyCertificateExpired { get; } = new(
        FaultGroup.AndroidKey,
        "the first certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToAndroidKey(it, format => format with { Certificate = format.Certificate with { NotAfter = In2021 } }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault AndroidKeyCertificateNotYetValid { get; } = new(
        FaultGroup.AndroidKey,
        "the first certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToAndroidKey(it, format => format with { Certificate = format.Certificate with { NotBefore = In2047 } }),
    };

    /// <summary>Breaks section 8.4: the certificate's key is the credential public key.</summary>
    public static AuthenticatorFault AndroidKeyCertificateOfAnotherKey { get; } = new(
        FaultGroup.AndroidKey,
        "the certificate's key, which signs, is not the credential's")
    {
        Configuration = it => ToAndroidKey(it) with { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) },
        PublicKey = _ => Other.Key.CosePublicKey,
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault AndroidKeyStatementMemberTwice { get; } = new(FaultGroup.AndroidKey, "sig is there twice")
    {
        Configuration = ToAndroidKey,
        Statement = it => it.And(Cbor.Text("sig"), it["sig"]),
    };

    private static SoftwareAuthenticator ToAndroidKey(SoftwareAuthenticator it) => ToAndroidKey(it, static format => format);

    private static SoftwareAuthenticator ToAndroidKey(
        SoftwareAuthenticator it,
        Func<AndroidKeyAttestation, AndroidKeyAttestation> change) =>
        it with { Attestation = change(it.Attestation as AndroidKeyAttestation ?? new AndroidKeyAttestation()) };
}
