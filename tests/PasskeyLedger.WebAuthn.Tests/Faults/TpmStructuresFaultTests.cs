using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>TPM attestation (section 8.3): certInfo and pubArea.</summary>
public sealed class TpmStructuresFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoIsText), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoEmpty), Code.TpmMagicWrong, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoTruncated), Code.TpmCertInfoMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoTrailing), Code.TpmCertInfoMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmCertifyInfoLengthLies), Code.TpmCertInfoMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmMagicWrong), Code.TpmMagicWrong, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmTypeIsQuote), Code.TpmTypeWrong, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmTypeIsCreation), Code.TpmTypeWrong, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataEmpty), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataWrong), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataTruncated), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataOverAuthenticatorDataAlone), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataOverClientDataAlone), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmExtraDataByAnotherDigest), Code.TpmExtraDataMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmNameWrong), Code.TpmNameMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmNameEmpty), Code.TpmNameMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmNameWithoutItsDigest), Code.TpmNameMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmNameByAnotherDigest), Code.TpmNameMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaMissing), Code.AttestationStatementMemberMissing, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaIsText), Code.AttestationStatementMemberWrongType, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaEmpty), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaTruncated), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaTrailing), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaLengthLies), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaOfAnotherKey), Code.AttestedKeyMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaTypeUnknown), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaTypeOfAnotherKey), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaCurveOfAnotherKey), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaXWrong), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaYWrong), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaPointEmpty), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaModulusWrong), Code.AttestedKeyMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaExponentWrong), Code.AttestedKeyMismatch, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmPublicAreaKeyBitsWrong), Code.TpmPublicAreaMalformed, "8.3")]
    [InlineData(nameof(AuthenticatorFault.TpmNameAlgorithmNull), Code.TpmNameMismatch, "8.3")]
    public void a_tpm_structure_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
