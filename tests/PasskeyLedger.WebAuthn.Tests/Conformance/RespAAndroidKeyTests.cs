using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-A: android-key attestation.</summary>
public sealed class RespAAndroidKeyTests
{
    [Fact]
    public void P_1_valid_attestation_is_accepted() => Accepts(new AndroidKeyAttestation());

    [Fact]
    public void F_1_certificate_has_another_client_data_hash() =>
        Refuses(AuthenticatorFault.AndroidKeyChallengeWrong, Code.AttestationChallengeMismatch);

    [Fact]
    public void F_2_certificate_has_another_public_key() =>
        Refuses(AuthenticatorFault.AndroidKeyCertificateOfAnotherKey, Code.AttestedKeyMismatch);

    [Fact]
    public void F_3_certificates_are_not_in_order() =>
        Refuses(AuthenticatorFault.AndroidKeyChainReversed, Code.AttestationSignatureInvalid);
}
