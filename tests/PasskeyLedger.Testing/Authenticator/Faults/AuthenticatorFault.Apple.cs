using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format apple: section 8.8.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.8: x5c is required.</summary>
    public static AuthenticatorFault AppleChainMissing { get; } = new(FaultGroup.Apple, "x5c is missing")
    {
        Configuration = ToApple,
        Statement = it => it.Without("x5c"),
    };

    /// <summary>Breaks section 8.8: x5c is an array.</summary>
    public static AuthenticatorFault AppleChainIsBytes { get; } = new(FaultGroup.Apple, "x5c is a byte string")
    {
        Configuration = ToApple,
        Statement = it => it.With("x5c", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 8.8: x5c holds the credential's certificate first, so one at the least.</summary>
    public static AuthenticatorFault AppleChainEmpty { get; } = new(FaultGroup.Apple, "x5c is empty")
    {
        Configuration = ToApple,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.8: x5c holds byte strings.</summary>
    public static AuthenticatorFault AppleChainHoldsText { get; } = new(FaultGroup.Apple, "x5c holds a text string")
    {
        Configuration = ToApple,
        Statement = it => it.With("x5c", Cbor.Array(Cbor.Text("certificate"))),
    };

    /// <summary>Breaks section 8.8: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault AppleCertificateIllFormed { get; } = new(FaultGroup.Apple, "the first certificate is not DER")
    {
        Configuration = ToApple,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.8: each item of x5c is one certificate.</summary>
    public static AuthenticatorFault AppleCertificateTrailing { get; } = new(FaultGroup.Apple, "a byte follows the first certificate's DER")
    {
        Configuration = ToApple,
        CertificateChain = it => [[.. it[0], 0x00], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.8: the attesting certificate is the first.</summary>
    public static AuthenticatorFault AppleChainReversed { get; } = new(FaultGroup.Apple, "x5c begins with the intermediate")
    {
        Configuration = ToApple,
        CertificateChain = it => [.. it.Reverse()],
    };

    /// <summary>Breaks section 8.8: each certificate certifies the one before.</summary>
    public static AuthenticatorFault AppleChainOfAnotherAuthority { get; } = new(
        FaultGroup.Apple,
        "the intermediate in x5c did not issue the first certificate")
    {
        OnlyWhere = "the chain is checked up to a trust anchor",
        Configuration = ToApple,
        CertificateChain = it => [it[0], Other.Authority.Intermediate.RawData],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault AppleRootNotTrusted { get; } = new(FaultGroup.Apple, "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => ToApple(it, format => format with { Authority = Other.Authority }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault AppleCertificateExpired { get; } = new(FaultGroup.Apple, "the first certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToApple(it, format => format with { Certificate = format.Certificate with { NotAfter = In2021 } }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault AppleCertificateNotYetValid { get; } = new(FaultGroup.Apple, "the first certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToApple(it, format => format with { Certificate = format.Certificate with { NotBefore = In2047 } }),
    };

    /// <summary>Breaks section 8.8: the certificate has the nonce extension.</summary>
    public static AuthenticatorFault AppleNonceExtensionMissing { get; } = new(FaultGroup.Apple, "the certificate has no nonce")
    {
        Configuration = it => ToApple(it, format => format with { Certificate = format.Certificate with { HasExtension = false } }),
    };

    /// <summary>Breaks section 8.8: the extension is DER.</summary>
    public static AuthenticatorFault AppleNonceExtensionIllFormed { get; } = new(FaultGroup.Apple, "the nonce extension is not DER")
    {
        Configuration = it => ToApple(it, format => format with { ExtensionBytes = _ => [0x30, 0x03, 0x01, 0x02] }),
    };

    /// <summary>Breaks section 8.8: the nonce is tagged, in a sequence.</summary>
    public static AuthenticatorFault AppleNonceExtensionBare { get; } = new(FaultGroup.Apple, "the nonce extension holds the bare 32 bytes")
    {
        Configuration = it => ToApple(it, format => format with { ExtensionBytes = bytes => bytes[^32..] }),
    };

    /// <summary>Breaks section 8.8: the extension is one sequence.</summary>
    public static AuthenticatorFault AppleNonceExtensionTrailing { get; } = new(
        FaultGroup.Apple,
        "a byte follows the nonce extension's sequence")
    {
        Configuration = it => ToApple(it, format => format with { ExtensionBytes = bytes => [.. bytes, 0x00] }),
    };

    /// <summary>Breaks section 8.8: the nonce is the SHA-256 of nonceToHash.</summary>
    public static AuthenticatorFault AppleNonceWrong { get; } = new(FaultGroup.Apple, "the nonce has a bit flipped")
    {
        Configuration = it => ToApple(it, format => format with { Nonce = nonce => WithBitFlipped(nonce, at: 0) }),
    };

    /// <summary>Breaks section 8.8: the nonce is the SHA-256 of nonceToHash.</summary>
    public static AuthenticatorFault AppleNonceEmpty { get; } = new(FaultGroup.Apple, "the nonce is empty")
    {
        Configuration = it => ToApple(it, format => format with { Nonce = _ => [] }),
    };

    /// <summary>Breaks section 8.8: the nonce is the SHA-256 of nonceToHash, all of it.</summary>
    public static AuthenticatorFault AppleNonceTruncated { get; } = new(FaultGroup.Apple, "the nonce lacks its last byte")
    {
        Configuration = it => ToApple(it, format => format with { Nonce = nonce => nonce[..^1] }),
    };

    /// <summary>Breaks section 8.8: nonceToHash is authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault AppleNonceOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.Apple,
        "the nonce is not over the client data")
    {
        Configuration = it => ToApple(it, format => format with { NonceToHash = bytes => bytes[..^32] }),
    };

    /// <summary>Breaks section 8.8: nonceToHash is authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault AppleNonceOverClientDataAlone { get; } = new(
        FaultGroup.Apple,
        "the nonce is not over the authenticator data")
    {
        Configuration = it => ToApple(it, format => format with { NonceToHash = bytes => bytes[^32..] }),
    };

    /// <summary>Breaks section 8.8: the certificate's key is the credential public key.</summary>
    public static AuthenticatorFault AppleCertificateOfAnotherKey { get; } = new(
        FaultGroup.Apple,
        "the certificate's key is not the credential's")
    {
        Configuration = it => ToApple(it) with { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) },
        PublicKey = _ => Other.Key.CosePublicKey,
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault AppleStatementMemberTwice { get; } = new(FaultGroup.Apple, "x5c is there twice")
    {
        Configuration = ToApple,
        Statement = it => it.And(Cbor.Text("x5c"), it["x5c"]),
    };

    private static SoftwareAuthenticator ToApple(SoftwareAuthenticator it) => ToApple(it, static format => format);

    private static SoftwareAuthenticator ToApple(SoftwareAuthenticator it, Func<AppleAttestation, AppleAttestation> change) =>
        it with { Attestation = change(it.Attestation as AppleAttestation ?? new AppleAttestation()) };
}
