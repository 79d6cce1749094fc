using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format packed: sections 8.2 and 8.2.1. Each brings the format with it, with certificates or without.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.2: alg is required.</summary>
    public static AuthenticatorFault PackedAlgorithmMissing { get; } = new(FaultGroup.Packed, "alg is missing")
    {
        Configuration = ToPackedFull,
        Statement = it => it.Without("alg"),
    };

    /// <summary>Breaks section 8.2: alg is a COSE algorithm.</summary>
    public static AuthenticatorFault PackedAlgorithmIsText { get; } = new(FaultGroup.Packed, "alg is a text string")
    {
        Configuration = ToPackedFull,
        Statement = it => it.With("alg", Cbor.Text("ES256")),
    };

    /// <summary>Breaks section 8.2: sig was made with alg.</summary>
    public static AuthenticatorFault PackedAlgorithmNotTheCertificateKeys { get; } = new(
        FaultGroup.Packed,
        "alg is RS256 and the certificate's key is an elliptic curve's")
    {
        Configuration = ToPackedFull,
        Statement = it => it.With("alg", Cbor.Integer(CoseAlgorithm.RS256)),
    };

    /// <summary>Breaks section 8.2: sig is required.</summary>
    public static AuthenticatorFault PackedSignatureMissing { get; } = new(FaultGroup.Packed, "sig is missing")
    {
        Configuration = ToPackedFull,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.2: sig is a byte string.</summary>
    public static AuthenticatorFault PackedSignatureIsText { get; } = new(FaultGroup.Packed, "sig is a text string")
    {
        Configuration = ToPackedFull,
        Statement = it => it.With("sig", Cbor.Text("signature")),
    };

    /// <summary>Breaks section 8.2: sig is a valid signature.</summary>
    public static AuthenticatorFault PackedSignatureEmpty { get; } = new(FaultGroup.Packed, "sig is empty")
    {
        Configuration = ToPackedFull,
        Signature = _ => [],
    };

    /// <summary>Breaks section 8.2: sig is a valid signature.</summary>
    public static AuthenticatorFault PackedSignatureCorrupted { get; } = new(FaultGroup.Packed, "sig has a bit flipped")
    {
        Configuration = ToPackedFull,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 6.5.5: an ECDSA signature is in DER, to its end.</summary>
    public static AuthenticatorFault PackedSignatureTrailing { get; } = new(FaultGroup.Packed, "a byte follows sig's DER")
    {
        Configuration = ToPackedFull,
        Signature = it => [.. it, 0x00],
    };

    /// <summary>Breaks section 8.2: sig is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault PackedSignatureOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.Packed,
        "sig is not over the client data")
    {
        Configuration = ToPackedFull,
        SignedBytes = it => it[..^32],
    };

    /// <summary>Breaks section 8.2: sig is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault PackedSignatureOverClientDataAlone { get; } = new(
        FaultGroup.Packed,
        "sig is not over the authenticator data")
    {
        Configuration = ToPackedFull,
        SignedBytes = it => it[^32..],
    };

    /// <summary>Breaks section 8.2: x5c is an array.</summary>
    public static AuthenticatorFault PackedChainIsBytes { get; } = new(FaultGroup.Packed, "x5c is a byte string")
    {
        Configuration = ToPackedFull,
        Statement = it => it.With("x5c", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 8.2: x5c holds the attesting certificate first, so one at the least.</summary>
    public static AuthenticatorFault PackedChainEmpty { get; } = new(FaultGroup.Packed, "x5c is empty")
    {
        Configuration = ToPackedFull,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.2: x5c holds byte strings.</summary>
    public static AuthenticatorFault PackedChainHoldsText { get; } = new(FaultGroup.Packed, "x5c holds a text string")
    {
        Configuration = ToPackedFull,
        Statement = it => it.With("x5c", Cbor.Array(Cbor.Text("certificate"))),
    };

    /// <summary>Breaks section 8.2: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault PackedCertificateIllFormed { get; } = new(FaultGroup.Packed, "the attesting certificate is not DER")
    {
        Configuration = ToPackedFull,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.2: each item of x5c is one certificate.</summary>
    public static AuthenticatorFault PackedCertificateTrailing { get; } = new(
        FaultGroup.Packed,
        "a byte follows the attesting certificate's DER")
    {
        Configuration = ToPackedFull,
        CertificateChain = it => [[.. it[0], 0x00], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.2: the attesting certificate is the first.</summary>
    public static AuthenticatorFault PackedChainReversed { get; } = new(FaultGroup.Packed, "x5c begins with the intermediate")
    {
        Configuration = ToPackedFull,
        CertificateChain = it => [.. it.Reverse()],
    };

    /// <summary>Breaks section 8.2: each certificate certifies the one before.</summary>
    public static AuthenticatorFault PackedChainOfAnotherAuthority { get; } = new(
        FaultGroup.Packed,
        "the intermediate in x5c did not issue the attesting certificate")
    {
        OnlyWhere = "the chain is checked up to a trust anchor",
        Configuration = ToPackedFull,
        CertificateChain = it => [it[0], Other.Authority.Intermediate.RawData],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault PackedRootNotTrusted { get; } = new(FaultGroup.Packed, "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => it with { Attestation = new PackedAttestation { Authority = Other.Authority } },
    };

    /// <summary>Breaks section 8.2.1: the version is 3.</summary>
    public static AuthenticatorFault PackedCertificateVersion1 { get; } = new(FaultGroup.Packed, "the attesting certificate has version 1")
    {
        Configuration = it => ToPackedFull(it, template => template with { Version = 1 }),
    };

    /// <summary>Breaks section 8.2.1: the version is 3.</summary>
    public static AuthenticatorFault PackedCertificateVersion2 { get; } = new(FaultGroup.Packed, "the attesting certificate has version 2")
    {
        Configuration = it => ToPackedFull(it, template => template with { Version = 2 }),
    };

    /// <summary>Breaks section 8.2.1: Subject-C is the vendor's country.</summary>
    public static AuthenticatorFault PackedCertificateWithoutCountry { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has no Subject-C")
    {
        Configuration = it => ToPackedFull(it, template => template with { Country = null }),
    };

    /// <summary>Breaks section 8.2.1: Subject-O is the vendor's name.</summary>
    public static AuthenticatorFault PackedCertificateWithoutOrganization { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has no Subject-O")
    {
        Configuration = it => ToPackedFull(it, template => template with { Organization = null }),
    };

    /// <summary>Breaks section 8.2.1: Subject-OU is 'Authenticator Attestation'.</summary>
    public static AuthenticatorFault PackedCertificateWithoutOrganizationalUnit { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has no Subject-OU")
    {
        Configuration = it => ToPackedFull(it, template => template with { OrganizationalUnit = null }),
    };

    /// <summary>Breaks section 8.2.1: Subject-OU is 'Authenticator Attestation'.</summary>
    public static AuthenticatorFault PackedCertificateOfAnotherUnit { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has another Subject-OU")
    {
        Configuration = it => ToPackedFull(it, template => template with { OrganizationalUnit = "Web Server" }),
    };

    /// <summary>Breaks section 8.2.1: Subject-CN is the vendor's choice, but one.</summary>
    public static AuthenticatorFault PackedCertificateWithoutCommonName { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has no Subject-CN")
    {
        Configuration = it => ToPackedFull(it, template => template with { CommonName = null }),
    };

    /// <summary>Breaks section 8.2.1: in the basic constraints CA is false.</summary>
    public static AuthenticatorFault PackedCertificateOfAnAuthority { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate is a certificate authority's")
    {
        Configuration = it => ToPackedFull(it, template => template with { IsCertificateAuthority = true }),
    };

    /// <summary>Breaks section 8.2.1: basic constraints are there.</summary>
    public static AuthenticatorFault PackedCertificateWithoutBasicConstraints { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate has no basic constraints")
    {
        Configuration = it => ToPackedFull(it, template => template with { HasBasicConstraints = false }),
    };

    /// <summary>Breaks section 8.2: the AAGUID extension is the authenticator data's AAGUID.</summary>
    public static AuthenticatorFault PackedCertificateOfAnotherModel { get; } = new(
        FaultGroup.Packed,
        "the AAGUID extension is another model's")
    {
        Configuration = it => ToPackedFull(it, template => template with { Aaguid = new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff") }),
    };

    /// <summary>Breaks section 8.2.1: the AAGUID extension is not critical.</summary>
    public static AuthenticatorFault PackedAaguidExtensionCritical { get; } = new(FaultGroup.Packed, "the AAGUID extension is critical")
    {
        Configuration = it => ToPackedFull(it, template => template with { IsAaguidExtensionCritical = true }),
    };

    /// <summary>Breaks section 8.2.1: the AAGUID is an OCTET STRING in the extension's own.</summary>
    public static AuthenticatorFault PackedAaguidExtensionBare { get; } = new(
        FaultGroup.Packed,
        "the AAGUID extension holds the bare 16 bytes")
    {
        Configuration = it => ToPackedFull(it, template => template with { IsAaguidExtensionBare = true }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault PackedCertificateExpired { get; } = new(FaultGroup.Packed, "the attesting certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToPackedFull(it, template => template with { NotAfter = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault PackedCertificateNotYetValid { get; } = new(
        FaultGroup.Packed,
        "the attesting certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToPackedFull(it, template => template with { NotBefore = new(2047, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
    };

    /// <summary>Breaks section 8.2: with self attestation alg is the credential key's.</summary>
    public static AuthenticatorFault PackedSelfAlgorithmNotTheKeys { get; } = new(FaultGroup.Packed, "alg is not the credential key's")
    {
        Configuration = ToPackedSelf,
        Statement = it => it.With("alg", Cbor.Integer(CoseAlgorithm.ES384)),
    };

    /// <summary>Breaks section 8.2: sig is a valid signature.</summary>
    public static AuthenticatorFault PackedSelfSignatureCorrupted { get; } = new(
        FaultGroup.Packed,
        "self attestation's sig has a bit flipped")
    {
        Configuration = ToPackedSelf,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 8.2: with self attestation the credential's key signs.</summary>
    public static AuthenticatorFault PackedSelfSignedByAnotherKey { get; } = new(FaultGroup.Packed, "sig was made with another key")
    {
        Configuration = it => ToPackedSelf(it) with { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) },
        PublicKey = _ => Other.Key.CosePublicKey,
    };

    /// <summary>Breaks section 8.2: sig is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault PackedSelfSignatureOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.Packed,
        "self attestation's sig is not over the client data")
    {
        Configuration = ToPackedSelf,
        SignedBytes = it => it[..^32],
    };

    /// <summary>Breaks section 8.2: sig is required.</summary>
    public static AuthenticatorFault PackedSelfSignatureMissing { get; } = new(FaultGroup.Packed, "self attestation's sig is missing")
    {
        Configuration = ToPackedSelf,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.2: the statement has alg, sig and x5c; ecdaaKeyId went with Level 2.</summary>
    public static AuthenticatorFault PackedEcdaa { get; } = new(FaultGroup.Packed, "the statement has an ecdaaKeyId in x5c's place")
    {
        Configuration = ToPackedSelf,
        Statement = it => it.With("ecdaaKeyId", Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault PackedStatementMemberTwice { get; } = new(FaultGroup.Packed, "sig is there twice")
    {
        Configuration = ToPackedFull,
        Statement = it => it.And(Cbor.Text("sig"), it["sig"]),
    };

    private static SoftwareAuthenticator ToPackedSelf(SoftwareAuthenticator it) => it with { Attestation = new PackedSelfAttestation() };

    private static SoftwareAuthenticator ToPackedFull(SoftwareAuthenticator it) => ToPackedFull(it, static template => template);

    private static SoftwareAuthenticator ToPackedFull(
        SoftwareAuthenticator it,
        Func<AttestationCertificateTemplate, AttestationCertificateTemplate> change)
    {
        var packed = it.Attestation as PackedAttestation ?? new PackedAttestation();
        return it with { Attestation = packed with { Certificate = change(packed.Certificate) } };
    }
}
