using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>FIDO U2F attestation (section 8.6).</summary>
public sealed class FidoU2fFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureMissing), Code.AttestationStatementMemberMissing, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureIsText), Code.AttestationStatementMemberWrongType, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureEmpty), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureCorrupted), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureTrailing), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureWithoutReservedByte), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureOverAnotherRelyingParty), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureOverOtherClientData), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureOverAnotherCredential), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fSignatureOverAnotherKey), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fKeyOfAnother), Code.AttestationSignatureInvalid, "8.6 step 6")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fKeyOnAnotherCurve), Code.AttestationAlgorithmMismatch, "8.6 step 4")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fChainMissing), Code.AttestationStatementMemberMissing, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fChainIsBytes), Code.AttestationStatementMemberWrongType, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fChainEmpty), Code.AttestationStatementMemberWrongType, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fChainHoldsText), Code.AttestationStatementMemberWrongType, "8.6 step 1")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateIllFormed), Code.CertificateMalformed, "8.6 step 2")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateTrailing), Code.CertificateMalformed, "8.6 step 2")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fChainOfTwo), Code.CertificateCountWrong, "8.6 step 2")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateOnAnotherCurve), Code.CertificateKeyNotSupported, "8.6 step 2")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fCertificateOfAnRsaKey), Code.CertificateKeyNotSupported, "8.6 step 2")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fAaguidNotZero), Code.U2fAaguidNotZero, "8.6 step 3")]
    [InlineData(nameof(AuthenticatorFault.FidoU2fStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void a_u2f_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
