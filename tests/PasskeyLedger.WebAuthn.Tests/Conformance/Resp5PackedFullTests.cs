using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;
using Issuer = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-5: packed attestation with certificates.</summary>
public sealed class Resp5PackedFullTests
{
    [Fact]
    public void P_1_valid_attestation_is_accepted() => Accepts(new PackedAttestation());

    [Fact]
    public void P_2_chain_that_leads_to_the_metadatas_root_is_accepted() =>
        Accepts(new PackedAttestation(), policy: ByMetadata("basic_full", "secp256r1_ecdsa_sha256_raw"));

    [Fact]
    public void F_1_fmt_is_unknown() =>
        Refuses(new MislabelledAttestation("packed-2", new PackedAttestation()), Code.AttestationFormatNotSupported);

    [Fact]
    public void F_2_sig_can_not_be_verified() => Refuses(AuthenticatorFault.PackedSignatureCorrupted, Code.AttestationSignatureInvalid);

    [Fact]
    public void F_3_x5c_is_missing() => Refuses(WithoutChain, Code.AttestationSignatureInvalid, ByMetadata("basic_full"));

    [Fact]
    public void F_4_x5c_is_not_a_list() => Refuses(AuthenticatorFault.PackedChainIsBytes, Code.AttestationStatementMemberWrongType);

    [Fact]
    public void F_5_x5c_is_empty() => Refuses(AuthenticatorFault.PackedChainEmpty, Code.AttestationStatementMemberWrongType);

    [Fact]
    public void F_6_certificate_is_expired() => Refuses(AuthenticatorFault.PackedCertificateExpired, Code.CertificateExpired);

    [Fact]
    public void F_7_certificate_is_not_yet_valid() =>
        Refuses(AuthenticatorFault.PackedCertificateNotYetValid, Code.CertificateNotYetValid);

    [Fact]
    public void F_8_certificate_is_of_another_algorithm_than_the_metadatas() =>
        Refuses(OfEs384, Code.AuthenticatorAlgorithmMismatch, ByMetadata("basic_full", "secp256r1_ecdsa_sha256_raw"));

    [Fact]
    public void F_9_chain_can_not_be_verified() => Refuses(AuthenticatorFault.PackedChainOfAnotherAuthority, Code.TrustPathNotAnchored);

    [Fact]
    public void F_10_chain_holds_the_root() =>
        Refuses(new ChainedAttestation { Chain = (leaf, by) => [leaf, by.Intermediate.RawData, by.Root.RawData] }, Code.TrustPathHoldsRoot);

    [Fact]
    public void F_11_chain_is_not_in_order() =>
        Refuses(new ChainedAttestation { Chain = (leaf, by) => [by.Root.RawData, by.Intermediate.RawData, leaf] }, Code.AttestationSignatureInvalid);

    [Fact]
    public void F_12_intermediate_is_expired() =>
        Refuses(new ChainedAttestation { Authority = Expired }, Code.CertificateExpired, policy => policy with { TrustAnchors = [Expired.Root] });

    [Fact]
    public void F_13_sig_is_not_the_certificates() =>
        Refuses(new ChainedAttestation { Signer = (_, _) => AuthenticatorKey.Create(CoseAlgorithm.ES256) }, Code.AttestationSignatureInvalid);

    [Fact]
    public void F_14_sig_is_the_credentials() =>
        Refuses(new ChainedAttestation { Signer = (credential, _) => credential }, Code.AttestationSignatureInvalid);

    private static readonly Issuer Expired = new("Expired", new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly ChainedAttestation OfEs384 = new()
    {
        Certificate = new AttestationCertificateTemplate { Algorithm = CoseAlgorithm.ES384 },
    };

    /// <summary>Then it looks like self attestation, by a key that is not the credential's.</summary>
    private static readonly SoftwareAuthenticator WithoutChain = new()
    {
        Attestation = new PackedSelfAttestation(),
        Fault = AuthenticatorFault.PackedSelfSignedByAnotherKey,
    };
}
