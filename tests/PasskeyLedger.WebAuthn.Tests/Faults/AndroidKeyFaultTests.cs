using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Android key attestation (section 8.4).</summary>
public sealed class AndroidKeyFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyAlgorithmMissing), Code.AttestationStatementMemberMissing, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyAlgorithmIsText), Code.AttestationStatementMemberWrongType, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyAlgorithmNotTheKeys), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureMissing), Code.AttestationStatementMemberMissing, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureIsText), Code.AttestationStatementMemberWrongType, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureEmpty), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureCorrupted), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureTrailing), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureOverAuthenticatorDataAlone), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeySignatureOverClientDataAlone), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainMissing), Code.AttestationStatementMemberMissing, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainIsBytes), Code.AttestationStatementMemberWrongType, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainEmpty), Code.AttestationStatementMemberWrongType, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainHoldsText), Code.AttestationStatementMemberWrongType, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyCertificateIllFormed), Code.CertificateMalformed, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyCertificateTrailing), Code.CertificateMalformed, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainReversed), Code.AttestationSignatureInvalid, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChainOfAnotherAuthority), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyCertificateOfAnotherKey), Code.AttestedKeyMismatch, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyDescriptionMissing), Code.KeyDescriptionMissing, "8.4.1")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyDescriptionIllFormed), Code.KeyDescriptionMalformed, "8.4.1")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyDescriptionTruncated), Code.KeyDescriptionMalformed, "8.4.1")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyDescriptionTrailing), Code.KeyDescriptionMalformed, "8.4.1")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChallengeWrong), Code.AttestationChallengeMismatch, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChallengeEmpty), Code.AttestationChallengeMismatch, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyChallengeTruncated), Code.AttestationChallengeMismatch, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyOfAllApplicationsBySoftware), Code.KeyForAllApplications, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyOfAllApplicationsByTee), Code.KeyForAllApplications, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyImported), Code.KeyOriginWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyDerived), Code.KeyOriginWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyOriginMissing), Code.KeyOriginWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyPurposeWrong), Code.KeyPurposeWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyPurposeMissing), Code.KeyPurposeWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyPurposeEmpty), Code.KeyPurposeWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyOfAnotherPurposeToo), Code.KeyPurposeWrong, "8.4")]
    [InlineData(nameof(AuthenticatorFault.AndroidKeyHeldBySoftware), Code.KeyOriginWrong, "8.4")]
    public void an_android_key_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
