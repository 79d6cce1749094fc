using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format fido-u2f: section 8.6.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.6: sig is required.</summary>
    public static AuthenticatorFault FidoU2fSignatureMissing { get; } = new(FaultGroup.FidoU2f, "sig is missing")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.6: sig is a byte string.</summary>
    public static AuthenticatorFault FidoU2fSignatureIsText { get; } = new(FaultGroup.FidoU2f, "sig is a text string")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.With("sig", Cbor.Text("signature")),
    };

    /// <summary>Breaks section 8.6: sig is a valid signature.</summary>
    public static AuthenticatorFault FidoU2fSignatureEmpty { get; } = new(FaultGroup.FidoU2f, "sig is empty")
    {
        Configuration = ToFidoU2f,
        Signature = _ => [],
    };

    /// <summary>Breaks section 8.6: sig is a valid signature.</summary>
    public static AuthenticatorFault FidoU2fSignatureCorrupted { get; } = new(FaultGroup.FidoU2f, "sig has a bit flipped")
    {
        Configuration = ToFidoU2f,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 6.5.5: a signature has its form to its end.</summary>
    public static AuthenticatorFault FidoU2fSignatureTrailing { get; } = new(FaultGroup.FidoU2f, "a byte follows sig")
    {
        Configuration = ToFidoU2f,
        Signature = it => [.. it, 0x00],
    };

    /// <summary>Breaks section 8.6: verificationData begins with a zero byte.</summary>
    public static AuthenticatorFault FidoU2fSignatureWithoutReservedByte { get; } = new(FaultGroup.FidoU2f, "sig is not over the zero byte")
    {
        Configuration = ToFidoU2f,
        SignedBytes = it => it[1..],
    };

    /// <summary>Breaks section 8.6: verificationData holds rpIdHash.</summary>
    public static AuthenticatorFault FidoU2fSignatureOverAnotherRelyingParty { get; } = new(
        FaultGroup.FidoU2f,
        "sig is over another rpIdHash")
    {
        Configuration = ToFidoU2f,
        SignedBytes = it => WithBitFlipped(it, at: 1),
    };

    /// <summary>Breaks section 8.6: verificationData holds clientDataHash.</summary>
    public static AuthenticatorFault FidoU2fSignatureOverOtherClientData { get; } = new(
        FaultGroup.FidoU2f,
        "sig is over another clientDataHash")
    {
        Configuration = ToFidoU2f,
        SignedBytes = it => WithBitFlipped(it, at: 33),
    };

    /// <summary>Breaks section 8.6: verificationData holds the credential id.</summary>
    public static AuthenticatorFault FidoU2fSignatureOverAnotherCredential { get; } = new(
        FaultGroup.FidoU2f,
        "sig is over another credential id")
    {
        Configuration = ToFidoU2f,
        SignedBytes = it => WithBitFlipped(it, at: 65),
    };

    /// <summary>Breaks section 8.6: verificationData holds the credential public key.</summary>
    public static AuthenticatorFault FidoU2fSignatureOverAnotherKey { get; } = new(FaultGroup.FidoU2f, "sig is over another key")
    {
        Configuration = ToFidoU2f,
        SignedBytes = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 8.6: verificationData holds the credential public key.</summary>
    public static AuthenticatorFault FidoU2fKeyOfAnother { get; } = new(
        FaultGroup.FidoU2f,
        "the credential public key is not the one signed over")
    {
        Configuration = ToFidoU2f,
        PublicKey = _ => Other.Key.CosePublicKey,
    };

    /// <summary>Breaks section 8.6: the coordinates of the credential public key have 32 bytes.</summary>
    public static AuthenticatorFault FidoU2fKeyOnAnotherCurve { get; } = new(FaultGroup.FidoU2f, "the credential public key is on P-384")
    {
        Configuration = it => ToFidoU2f(it) with { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES384) },
    };

    /// <summary>Breaks section 8.6: x5c is required.</summary>
    public static AuthenticatorFault FidoU2fChainMissing { get; } = new(FaultGroup.FidoU2f, "x5c is missing")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.Without("x5c"),
    };

    /// <summary>Breaks section 8.6: x5c is an array.</summary>
    public static AuthenticatorFault FidoU2fChainIsBytes { get; } = new(FaultGroup.FidoU2f, "x5c is a byte string")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.With("x5c", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 8.6: x5c has exactly one element.</summary>
    public static AuthenticatorFault FidoU2fChainEmpty { get; } = new(FaultGroup.FidoU2f, "x5c is empty")
    {
        Configuration = ToFidoU2f,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.6: x5c holds byte strings.</summary>
    public static AuthenticatorFault FidoU2fChainHoldsText { get; } = new(FaultGroup.FidoU2f, "x5c holds a text string")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.With("x5c", Cbor.Array(Cbor.Text("certificate"))),
    };

    /// <summary>Breaks section 8.6: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault FidoU2fCertificateIllFormed { get; } = new(FaultGroup.FidoU2f, "the first certificate is not DER")
    {
        Configuration = ToFidoU2f,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.6: each item of x5c is one certificate.</summary>
    public static AuthenticatorFault FidoU2fCertificateTrailing { get; } = new(
        FaultGroup.FidoU2f,
        "a byte follows the first certificate's DER")
    {
        Configuration = ToFidoU2f,
        CertificateChain = it => [[.. it[0], 0x00], .. it.Skip(1)],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault FidoU2fRootNotTrusted { get; } = new(FaultGroup.FidoU2f, "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => ToFidoU2f(it, format => format with { Authority = Other.Authority }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault FidoU2fCertificateExpired { get; } = new(FaultGroup.FidoU2f, "the first certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToFidoU2f(it, format => format with { Certificate = format.Certificate with { NotAfter = In2021 } }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault FidoU2fCertificateNotYetValid { get; } = new(
        FaultGroup.FidoU2f,
        "the first certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToFidoU2f(it, format => format with { Certificate = format.Certificate with { NotBefore = In2047 } }),
    };

    /// <summary>Breaks section 8.6: x5c has exactly one element.</summary>
    public static AuthenticatorFault FidoU2fChainOfTwo { get; } = new(FaultGroup.FidoU2f, "a second certificate is in x5c")
    {
        Configuration = ToFidoU2f,
        CertificateChain = it => [.. it, AttestationAuthority.Shared.Intermediate.RawData],
    };

    /// <summary>Breaks section 8.6: the certificate's key is on P-256.</summary>
    public static AuthenticatorFault FidoU2fCertificateOnAnotherCurve { get; } = new(
        FaultGroup.FidoU2f,
        "the certificate's key is on P-384")
    {
        Configuration = it => WithAttestingKey(it, CoseAlgorithm.ES384),
    };

    /// <summary>Breaks section 8.6: the certificate's key is on P-256.</summary>
    public static AuthenticatorFault FidoU2fCertificateOfAnRsaKey { get; } = new(FaultGroup.FidoU2f, "the certificate's key is RSA")
    {
        Configuration = it => WithAttestingKey(it, CoseAlgorithm.RS256),
    };

    /// <summary>Breaks the FIDO conformance tests: a U2F authenticator has no AAGUID.</summary>
    public static AuthenticatorFault FidoU2fAaguidNotZero { get; } = new(FaultGroup.FidoU2f, "the AAGUID is not zero")
    {
        OnlyWhere = "the verifier holds U2F to the FIDO conformance tests",
        Configuration = ToFidoU2f,
        AuthenticatorData = it => it with { AttestedCredentialData = it.AttestedCredentialData! with { Aaguid = OtherAaguid } },
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault FidoU2fStatementMemberTwice { get; } = new(FaultGroup.FidoU2f, "sig is there twice")
    {
        Configuration = ToFidoU2f,
        Statement = it => it.And(Cbor.Text("sig"), it["sig"]),
    };

    private static SoftwareAuthenticator ToFidoU2f(SoftwareAuthenticator it) => ToFidoU2f(it, static format => format);

    private static SoftwareAuthenticator ToFidoU2f(SoftwareAuthenticator it, Func<FidoU2fAttestation, FidoU2fAttestation> change) =>
        WithES256Key(it) with { Attestation = change(it.Attestation as FidoU2fAttestation ?? new FidoU2fAttestation()) };

    private static SoftwareAuthenticator WithAttestingKey(SoftwareAuthenticator it, long algorithm) =>
        ToFidoU2f(it, format => format with { Certificate = format.Certificate with { Algorithm = algorithm } });
}
