using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-9: tpm attestation.</summary>
public sealed class Resp9TpmTests
{
    [Fact]
    public void P_1_valid_attestation_by_sha_256_is_accepted() => Accepts(SignedBy(CoseAlgorithm.RS256), CoseAlgorithm.RS256);

    [Fact]
    public void P_2_valid_attestation_by_sha_1_is_accepted() => Accepts(SignedBy(CoseAlgorithm.RS1), CoseAlgorithm.RS256);

    [Fact]
    public void P_3_name_by_another_algorithm_than_name_alg_is_accepted() => Accepts(NamedByAnotherAlgorithm);

    [Fact]
    public void F_1_certificates_are_not_in_order() => Refuses(AuthenticatorFault.TpmChainReversed, Code.CertificateSubjectWrong);

    [Fact]
    public void F_2_extra_data_is_not_the_hash_of_what_is_attested() =>
        Refuses(AuthenticatorFault.TpmExtraDataWrong, Code.TpmExtraDataMismatch);

    [Fact]
    public void F_3_magic_is_wrong() => Refuses(AuthenticatorFault.TpmMagicWrong, Code.TpmMagicWrong);

    [Fact]
    public void F_4_pub_area_is_another_keys() => Refuses(AuthenticatorFault.TpmPublicAreaOfAnotherKey, Code.AttestedKeyMismatch);

    /// <summary>pubArea says SHA-1, and the name, which covers that, is made by SHA-256.</summary>
    private static readonly TpmAttestation NamedByAnotherAlgorithm = new()
    {
        PublicAreaBytes = area => [area[0], area[1], 0x00, 0x04, .. area[4..]],
    };

    private static TpmAttestation SignedBy(long algorithm) => new() { Certificate = new TpmCertificateTemplate { Algorithm = algorithm } };
}
