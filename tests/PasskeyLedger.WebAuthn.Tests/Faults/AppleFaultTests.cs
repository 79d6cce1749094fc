using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Apple anonymous attestation (section 8.8).</summary>
public sealed class AppleFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.AppleChainMissing), Code.AttestationStatementMemberMissing, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleChainIsBytes), Code.AttestationStatementMemberWrongType, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleChainEmpty), Code.AttestationStatementMemberWrongType, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleChainHoldsText), Code.AttestationStatementMemberWrongType, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleCertificateIllFormed), Code.CertificateMalformed, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleCertificateTrailing), Code.CertificateMalformed, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.AppleChainReversed), Code.AttestationNonceMissing, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleChainOfAnotherAuthority), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AppleRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AppleCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AppleCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceExtensionMissing), Code.AttestationNonceMissing, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceExtensionIllFormed), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceExtensionBare), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceExtensionTrailing), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceWrong), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceEmpty), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceTruncated), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceOverAuthenticatorDataAlone), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleNonceOverClientDataAlone), Code.AttestationNonceMismatch, "8.8 step 4")]
    [InlineData(nameof(AuthenticatorFault.AppleCertificateOfAnotherKey), Code.AttestedKeyMismatch, "8.8 step 5")]
    [InlineData(nameof(AuthenticatorFault.AppleStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void an_apple_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
