using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Android SafetyNet attestation (section 8.5).</summary>
public sealed class AndroidSafetyNetFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.SafetyNetVersionMissing), Code.AttestationStatementMemberMissing, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetVersionIsANumber), Code.AttestationStatementMemberWrongType, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetVersionEmpty), Code.AttestationVersionNotSupported, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseMissing), Code.AttestationStatementMemberMissing, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseIsText), Code.AttestationStatementMemberWrongType, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseEmpty), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseOfTwoParts), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseOfFourParts), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetResponseNotBase64Url), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetHeaderNotJson), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetPayloadNotJson), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetPayloadChanged), Code.AttestationSignatureInvalid, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetSignatureEmpty), Code.AttestationSignatureInvalid, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetSignatureCorrupted), Code.AttestationSignatureInvalid, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetSignatureOverThePayloadAlone), Code.AttestationSignatureInvalid, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetAlgorithmNone), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetAlgorithmSymmetric), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetAlgorithmMissing), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetStatementMemberTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceMissing), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceEmpty), Code.AttestationNonceMismatch, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceIsANumber), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceWrong), Code.AttestationNonceMismatch, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceOverAuthenticatorDataAlone), Code.AttestationNonceMismatch, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetNonceOverClientDataAlone), Code.AttestationNonceMismatch, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetProfileNotMatched), Code.SafetyNetIntegrityFailed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetProfileMatchMissing), Code.SafetyNetIntegrityFailed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetProfileMatchIsAString), Code.SafetyNetIntegrityFailed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetTimestampMissing), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetTimestampIsAString), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetTimestampInTheFuture), Code.SafetyNetTimestampOutOfRange, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetTimestampTooOld), Code.SafetyNetTimestampOutOfRange, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetPayloadMemberTwice), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainMissing), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainIsAString), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainHoldsANumber), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainEmpty), Code.SafetyNetResponseMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetCertificateIllFormed), Code.CertificateMalformed, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainReversed), Code.CertificateHostWrong, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetChainOfAnotherAuthority), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetRootNotTrusted), Code.TrustPathNotAnchored, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetCertificateExpired), Code.CertificateExpired, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetCertificateNotYetValid), Code.CertificateNotYetValid, "7.1 step 24")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetCertificateOfAnotherHost), Code.CertificateHostWrong, "8.5")]
    [InlineData(nameof(AuthenticatorFault.SafetyNetCertificateOfALongerHost), Code.CertificateHostWrong, "8.5")]
    public void a_safetynet_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
