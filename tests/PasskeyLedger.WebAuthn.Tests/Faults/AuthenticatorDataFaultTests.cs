using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Authenticator data (sections 6.1, 6.5.1 and 7.1 steps 14 to 19).</summary>
public sealed class AuthenticatorDataFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.RpIdHashWrong), Code.RelyingPartyIdHashMismatch, "7.1 step 14")]
    [InlineData(nameof(AuthenticatorFault.UserNotPresent), Code.UserNotPresent, "7.1 step 15")]
    [InlineData(nameof(AuthenticatorFault.UserNotVerified), Code.UserNotVerified, "7.1 step 16")]
    [InlineData(nameof(AuthenticatorFault.BackedUpButNotEligible), Code.BackupStateInconsistent, "7.1 step 17")]
    [InlineData(nameof(AuthenticatorFault.AttestedDataAbsent), Code.AttestedCredentialDataMissing, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AttestedDataFlagNotSet), Code.AttestedCredentialDataMissing, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AttestedDataFlagWithoutData), Code.AuthenticatorDataTooShort, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.ExtensionFlagWithoutData), Code.AuthenticatorExtensionsInvalid, "6.1")]
    [InlineData(nameof(AuthenticatorFault.ExtensionDataWithoutFlag), Code.AuthenticatorDataTrailingBytes, "6.1")]
    [InlineData(nameof(AuthenticatorFault.ExtensionsNotAMap), Code.AuthenticatorExtensionsInvalid, "6.1")]
    [InlineData(nameof(AuthenticatorFault.ExtensionTwice), Code.AuthenticatorExtensionsInvalid, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTrailing), Code.AuthenticatorDataTrailingBytes, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataEmpty), Code.AuthenticatorDataTooShort, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTruncatedInTheHeader), Code.AuthenticatorDataTooShort, "6.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTruncatedInTheAaguid), Code.AuthenticatorDataTooShort, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTruncatedInTheCredentialId), Code.AuthenticatorDataTooShort, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTruncatedBeforeTheKey), Code.CredentialPublicKeyNotCbor, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.AuthenticatorDataTruncatedInTheKey), Code.CredentialPublicKeyNotCbor, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialIdLengthBeyondTheEnd), Code.AuthenticatorDataTooShort, "6.5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialIdEmpty), Code.CredentialIdLengthInvalid, "7.1 step 25")]
    [InlineData(nameof(AuthenticatorFault.CredentialIdTooLong), Code.CredentialIdLengthInvalid, "7.1 step 25")]
    public void an_authenticator_data_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
