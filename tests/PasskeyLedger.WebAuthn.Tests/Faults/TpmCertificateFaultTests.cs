using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>TPM attestation (section 8.3.1): the AIK certificate.</summary>
public sealed class TpmCertificateFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateIllFormed), Code.CertificateMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateTrailing), Code.CertificateMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateVersion1), Code.CertificateVersionWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateVersion2), Code.CertificateVersionWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateSubjectNotEmpty), Code.CertificateSubjectWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutAlternativeName), Code.CertificateAlternativeNameWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutManufacturer), Code.CertificateAlternativeNameWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutModel), Code.CertificateAlternativeNameWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutFirmwareVersion), Code.CertificateAlternativeNameWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateManufacturerIllFormed), Code.CertificateAlternativeNameWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutKeyPurpose), Code.CertificateKeyUsageWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateOfAnotherKeyPurpose), Code.CertificateKeyUsageWrong, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateOfAnAuthority), Code.CertificateIsAuthority, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateWithoutBasicConstraints), Code.CertificateIsAuthority, "8.3.1")]
    [InlineData(nameof(AuthenticatorFault.TpmCertificateOfAnotherModel), Code.CertificateAaguidMismatch, "8.3")]
    public void a_tpm_certificate_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
