using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Client data (sections 5.8.1 and 7.1 steps 5 to 11).</summary>
public sealed class ClientDataFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.ClientDataTypeIsGet), Code.ClientDataTypeWrong, "7.1 step 7")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTypeEmpty), Code.ClientDataTypeWrong, "7.1 step 7")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTypeInUpperCase), Code.ClientDataTypeWrong, "7.1 step 7")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTypeMissing), Code.ClientDataMemberMissing, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTypeIsANumber), Code.ClientDataMemberWrongType, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeWrong), Code.ChallengeMismatch, "7.1 step 8")]
    [InlineData(nameof(AuthenticatorFault.ChallengeTruncated), Code.ClientDataChallengeNotBase64Url, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeEmpty), Code.ChallengeMismatch, "7.1 step 8")]
    [InlineData(nameof(AuthenticatorFault.ChallengePadded), Code.ClientDataChallengeNotBase64Url, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeNotBase64Url), Code.ClientDataChallengeNotBase64Url, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeMissing), Code.ClientDataMemberMissing, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeIsANumber), Code.ClientDataMemberWrongType, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.OriginWrong), Code.OriginNotAllowed, "7.1 step 9")]
    [InlineData(nameof(AuthenticatorFault.OriginEndsLikeTheRelyingParty), Code.OriginNotAllowed, "7.1 step 9")]
    [InlineData(nameof(AuthenticatorFault.OriginWithPath), Code.OriginNotAllowed, "7.1 step 9")]
    [InlineData(nameof(AuthenticatorFault.OriginOpaque), Code.OriginNotAllowed, "7.1 step 9")]
    [InlineData(nameof(AuthenticatorFault.OriginEmpty), Code.OriginNotAllowed, "7.1 step 9")]
    [InlineData(nameof(AuthenticatorFault.OriginMissing), Code.ClientDataMemberMissing, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.OriginIsANumber), Code.ClientDataMemberWrongType, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.CrossOriginTrue), Code.CrossOriginNotAllowed, "7.1 step 10")]
    [InlineData(nameof(AuthenticatorFault.CrossOriginIsAString), Code.ClientDataMemberWrongType, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.TopOriginWrong), Code.CrossOriginNotAllowed, "7.1 step 10")]
    [InlineData(nameof(AuthenticatorFault.TopOriginIsANumber), Code.ClientDataMemberWrongType, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.TopOriginWithoutCrossOrigin), Code.CrossOriginNotAllowed, "7.1 step 11.1")]
    [InlineData(nameof(AuthenticatorFault.TokenBindingStatusMissing), Code.ClientDataTokenBindingInvalid, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.TokenBindingStatusUnknown), Code.ClientDataTokenBindingInvalid, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ChallengeTwice), Code.ClientDataMemberDuplicated, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.OriginTwiceOnceEscaped), Code.ClientDataMemberDuplicated, "5.8.1")]
    [InlineData(nameof(AuthenticatorFault.ClientDataNotJson), Code.ClientDataNotJson, "7.1 step 6")]
    [InlineData(nameof(AuthenticatorFault.ClientDataIsAnArray), Code.ClientDataNotJson, "7.1 step 6")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTruncated), Code.ClientDataNotJson, "7.1 step 6")]
    [InlineData(nameof(AuthenticatorFault.ClientDataTrailing), Code.ClientDataNotJson, "7.1 step 6")]
    [InlineData(nameof(AuthenticatorFault.ClientDataNotUtf8), Code.ClientDataNotJson, "7.1 step 5")]
    [InlineData(nameof(AuthenticatorFault.ClientDataDeeplyNested), Code.ClientDataNotJson, "7.1 step 6")]
    public void a_client_data_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
