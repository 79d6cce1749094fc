using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Packed attestation with certificates, "full" (sections 8.2 and 8.2.1).</summary>
public sealed class PackedFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.PackedAlgorithmMissing), Code.AttestationStatementMemberMissing, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedAlgorithmIsText), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedAlgorithmNotTheCertificateKeys), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureMissing), Code.AttestationStatementMemberMissing, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureIsText), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureEmpty), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureCorrupted), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureTrailing), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureOverAuthenticatorDataAlone), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureOverClientDataAlone), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedChainIsBytes), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedChainEmpty), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedChainHoldsText), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateIllFormed), Code.CertificateMalformed, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateTrailing), Code.CertificateMalformed, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedChainReversed), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedChainOfAnotherAuthority), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.PackedRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateVersion1), Code.CertificateVersionWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateVersion2), Code.CertificateVersionWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateWithoutCountry), Code.CertificateSubjectWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateWithoutOrganization), Code.CertificateSubjectWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateWithoutOrganizationalUnit), Code.CertificateSubjectWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateOfAnotherUnit), Code.CertificateSubjectWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateWithoutCommonName), Code.CertificateSubjectWrong, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateOfAnAuthority), Code.CertificateIsAuthority, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateWithoutBasicConstraints), Code.CertificateIsAuthority, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateOfAnotherModel), Code.CertificateAaguidMismatch, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.PackedAaguidExtensionCritical), Code.CertificateAaguidExtensionInvalid, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedAaguidExtensionBare), Code.CertificateAaguidExtensionInvalid, "8.2.1")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.PackedStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void a_packed_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
