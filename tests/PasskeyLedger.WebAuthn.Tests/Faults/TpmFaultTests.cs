using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>TPM attestation (section 8.3): the statement and its signature.</summary>
public sealed class TpmFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.TpmVersionMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmVersionIsANumber), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmVersionEmpty), Code.AttestationVersionNotSupported, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmVersionWrong), Code.AttestationVersionNotSupported, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmAlgorithmMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmAlgorithmIsText), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmAlgorithmNotTheKeys), Code.AttestationSignatureInvalid, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmAlgorithmUnknown), Code.AttestationAlgorithmNotSupported, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureIsText), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureEmpty), Code.AttestationSignatureInvalid, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureCorrupted), Code.AttestationSignatureInvalid, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureTrailing), Code.AttestationSignatureInvalid, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmSignatureOverAnotherCertifyInfo), Code.AttestationSignatureInvalid, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmChainMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmChainIsBytes), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmChainEmpty), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmChainHoldsText), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmChainReversed), Code.CertificateSubjectWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmChainOfAnotherAuthority), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.TpmRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.TpmEcdaa), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void a_tpm_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
