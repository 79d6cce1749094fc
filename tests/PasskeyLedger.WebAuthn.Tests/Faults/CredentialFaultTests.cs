using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Structure: RegistrationResponseJSON (section 5.1).</summary>
public sealed class CredentialFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.CredentialIsAnArray), Code.CredentialNotAnObject, "5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialIsNull), Code.CredentialNotAnObject, "5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialIsANumber), Code.CredentialNotAnObject, "5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialIsAnEmptyObject), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.CredentialMemberTwice), Code.CredentialMemberDuplicated, "5.1")]
    [InlineData(nameof(AuthenticatorFault.IdMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.IdIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.IdNotBase64Url), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.IdNotTheAuthenticatedOne), Code.CredentialIdMismatch, "5.1")]
    [InlineData(nameof(AuthenticatorFault.RawIdNotId), Code.CredentialIdMismatch, "5.1")]
    [InlineData(nameof(AuthenticatorFault.RawIdMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.RawIdIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.TypeMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.TypeIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.TypeNotPublicKey), Code.CredentialTypeWrong, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ResponseMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ResponseIsAString), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ClientExtensionResultsIsAString), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.AttachmentIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ClientDataMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ClientDataIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.ClientDataEmpty), Code.ClientDataNotJson, "7.1 step 6")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectMissing), Code.CredentialMemberMissing, "5.1")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectIsANumber), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectEmpty), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.Base64UrlPadded), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.Base64UrlWithWhiteSpace), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.Base64UrlInTheOtherAlphabet), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.Base64UrlWithUnusedBits), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.Base64UrlOfImpossibleLength), Code.CredentialMemberNotBase64Url, "5.1")]
    [InlineData(nameof(AuthenticatorFault.TransportsIsAString), Code.CredentialMemberWrongType, "5.1")]
    [InlineData(nameof(AuthenticatorFault.TransportsHoldsANumber), Code.CredentialMemberWrongType, "5.1")]
    public void a_credential_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
