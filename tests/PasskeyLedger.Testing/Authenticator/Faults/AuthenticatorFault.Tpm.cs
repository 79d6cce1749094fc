using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format tpm: the statement of section 8.3, its signature and its chain.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.3: ver is required.</summary>
    public static AuthenticatorFault TpmVersionMissing { get; } = new(FaultGroup.Tpm, "ver is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("ver"),
    };

    /// <summary>Breaks section 8.3: ver is a text string.</summary>
    public static AuthenticatorFault TpmVersionIsANumber { get; } = new(FaultGroup.Tpm, "ver is a number")
    {
        Configuration = ToTpm,
        Statement = it => it.With("ver", Cbor.Integer(2)),
    };

    /// <summary>Breaks section 8.3: ver is 2.0.</summary>
    public static AuthenticatorFault TpmVersionEmpty { get; } = new(FaultGroup.Tpm, "ver is empty")
    {
        Configuration = ToTpm,
        Statement = it => it.With("ver", Cbor.Text("")),
    };

    /// <summary>Breaks section 8.3: ver is 2.0.</summary>
    public static AuthenticatorFault TpmVersionWrong { get; } = new(FaultGroup.Tpm, "ver is 1.2")
    {
        Configuration = ToTpm,
        Statement = it => it.With("ver", Cbor.Text("1.2")),
    };

    /// <summary>Breaks section 8.3: alg is required.</summary>
    public static AuthenticatorFault TpmAlgorithmMissing { get; } = new(FaultGroup.Tpm, "alg is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("alg"),
    };

    /// <summary>Breaks section 8.3: alg is a COSE algorithm.</summary>
    public static AuthenticatorFault TpmAlgorithmIsText { get; } = new(FaultGroup.Tpm, "alg is a text string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("alg", Cbor.Text("ES256")),
    };

    /// <summary>Breaks section 8.3: sig was made with alg.</summary>
    public static AuthenticatorFault TpmAlgorithmNotTheKeys { get; } = new(
        FaultGroup.Tpm,
        "alg is RS256 and the certificate's key is an elliptic curve's")
    {
        Configuration = ToTpm,
        Statement = it => it.With("alg", Cbor.Integer(CoseAlgorithm.RS256)),
    };

    /// <summary>Breaks section 8.3: alg is a COSE algorithm.</summary>
    public static AuthenticatorFault TpmAlgorithmUnknown { get; } = new(FaultGroup.Tpm, "alg is a number that stands for nothing")
    {
        Configuration = ToTpm,
        Statement = it => it.With("alg", Cbor.Integer(-9999)),
    };

    /// <summary>Breaks section 8.3: sig is required.</summary>
    public static AuthenticatorFault TpmSignatureMissing { get; } = new(FaultGroup.Tpm, "sig is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.3: sig is a byte string.</summary>
    public static AuthenticatorFault TpmSignatureIsText { get; } = new(FaultGroup.Tpm, "sig is a text string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("sig", Cbor.Text("signature")),
    };

    /// <summary>Breaks section 8.3: sig is a valid signature.</summary>
    public static AuthenticatorFault TpmSignatureEmpty { get; } = new(FaultGroup.Tpm, "sig is empty")
    {
        Configuration = ToTpm,
        Signature = _ => [],
    };

    /// <summary>Breaks section 8.3: sig is a valid signature.</summary>
    public static AuthenticatorFault TpmSignatureCorrupted { get; } = new(FaultGroup.Tpm, "sig has a bit flipped")
    {
        Configuration = ToTpm,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 6.5.5: a signature has its form to its end.</summary>
    public static AuthenticatorFault TpmSignatureTrailing { get; } = new(FaultGroup.Tpm, "a byte follows sig")
    {
        Configuration = ToTpm,
        Signature = it => [.. it, 0x00],
    };

    /// <summary>Breaks section 8.3: sig is over certInfo.</summary>
    public static AuthenticatorFault TpmSignatureOverAnotherCertifyInfo { get; } = new(
        FaultGroup.Tpm,
        "sig is over a certInfo of which the last bit differs")
    {
        Configuration = ToTpm,
        SignedBytes = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 8.3: x5c is required.</summary>
    public static AuthenticatorFault TpmChainMissing { get; } = new(FaultGroup.Tpm, "x5c is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("x5c"),
    };

    /// <summary>Breaks section 8.3: x5c is an array.</summary>
    public static AuthenticatorFault TpmChainIsBytes { get; } = new(FaultGroup.Tpm, "x5c is a byte string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("x5c", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 8.3: x5c holds the attesting certificate first, so one at the least.</summary>
    public static AuthenticatorFault TpmChainEmpty { get; } = new(FaultGroup.Tpm, "x5c is empty")
    {
        Configuration = ToTpm,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.3: x5c holds byte strings.</summary>
    public static AuthenticatorFault TpmChainHoldsText { get; } = new(FaultGroup.Tpm, "x5c holds a text string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("x5c", Cbor.Array(Cbor.Text("certificate"))),
    };

    /// <summary>Breaks section 8.3: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault TpmCertificateIllFormed { get; } = new(FaultGroup.Tpm, "the first certificate is not DER")
    {
        Configuration = ToTpm,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.3: each item of x5c is one certificate.</summary>
    public static AuthenticatorFault TpmCertificateTrailing { get; } = new(FaultGroup.Tpm, "a byte follows the first certificate's DER")
    {
        Configuration = ToTpm,
        CertificateChain = it => [[.. it[0], 0x00], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.3: the attesting certificate is the first.</summary>
    public static AuthenticatorFault TpmChainReversed { get; } = new(FaultGroup.Tpm, "x5c begins with the intermediate")
    {
        Configuration = ToTpm,
        CertificateChain = it => [.. it.Reverse()],
    };

    /// <summary>Breaks section 8.3: each certificate certifies the one before.</summary>
    public static AuthenticatorFault TpmChainOfAnotherAuthority { get; } = new(
        FaultGroup.Tpm,
        "the intermediate in x5c did not issue the first certificate")
    {
        OnlyWhere = "the chain is checked up to a trust anchor",
        Configuration = ToTpm,
        CertificateChain = it => [it[0], Other.Authority.Intermediate.RawData],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault TpmRootNotTrusted { get; } = new(FaultGroup.Tpm, "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => ToTpm(it, format => format with { Authority = Other.Authority }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault TpmCertificateExpired { get; } = new(FaultGroup.Tpm, "the first certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToTpm(it, format => format with { Certificate = format.Certificate with { NotAfter = In2021 } }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault TpmCertificateNotYetValid { get; } = new(FaultGroup.Tpm, "the first certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToTpm(it, format => format with { Certificate = format.Certificate with { NotBefore = In2047 } }),
    };

    /// <summary>Breaks section 8.3: the statement has x5c; ecdaaKeyId went with Level 2.</summary>
    public static AuthenticatorFault TpmEcdaa { get; } = new(FaultGroup.Tpm, "the statement has an ecdaaKeyId in x5c's place")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("x5c").With("ecdaaKeyId", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault TpmStatementMemberTwice { get; } = new(FaultGroup.Tpm, "certInfo is there twice")
    {
        Configuration = ToTpm,
        Statement = it => it.And(Cbor.Text("certInfo"), it["certInfo"]),
    };

    private static SoftwareAuthenticator ToTpm(SoftwareAuthenticator it) => ToTpm(it, static format => format);

    private static SoftwareAuthenticator ToTpm(SoftwareAuthenticator it, Func<TpmAttestation, TpmAttestation> change) =>
        it with { Attestation = change(it.Attestation as TpmAttestation ?? new TpmAttestation()) };
}
