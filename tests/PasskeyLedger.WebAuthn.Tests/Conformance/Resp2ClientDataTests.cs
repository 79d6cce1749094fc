using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-2: the client data.</summary>
public sealed class Resp2ClientDataTests
{
    [Fact]
    public void F_1_type_is_missing() => Refuses(AuthenticatorFault.ClientDataTypeMissing, Code.ClientDataMemberMissing);

    [Fact]
    public void F_2_type_is_not_a_string() => Refuses(AuthenticatorFault.ClientDataTypeIsANumber, Code.ClientDataMemberWrongType);

    [Fact]
    public void F_3_type_is_empty() => Refuses(AuthenticatorFault.ClientDataTypeEmpty, Code.ClientDataTypeWrong);

    [Fact]
    public void F_4_type_is_not_that_of_a_registration() =>
        Refuses(Packed with { ClientDataType = "webauthn.register" }, Code.ClientDataTypeWrong);

    [Fact]
    public void F_5_type_is_that_of_an_assertion() => Refuses(AuthenticatorFault.ClientDataTypeIsGet, Code.ClientDataTypeWrong);

    [Fact]
    public void F_6_challenge_is_missing() => Refuses(AuthenticatorFault.ChallengeMissing, Code.ClientDataMemberMissing);

    [Fact]
    public void F_7_challenge_is_not_a_string() => Refuses(AuthenticatorFault.ChallengeIsANumber, Code.ClientDataMemberWrongType);

    [Fact]
    public void F_8_challenge_is_empty() => Refuses(AuthenticatorFault.ChallengeEmpty, Code.ChallengeMismatch);

    [Fact]
    public void F_9_challenge_is_not_base64url() =>
        Refuses(AuthenticatorFault.ChallengeNotBase64Url, Code.ClientDataChallengeNotBase64Url);

    [Fact]
    public void F_10_challenge_is_not_the_one_given_out() => Refuses(AuthenticatorFault.ChallengeWrong, Code.ChallengeMismatch);

    [Fact]
    public void F_11_origin_is_missing() => Refuses(AuthenticatorFault.OriginMissing, Code.ClientDataMemberMissing);

    [Fact]
    public void F_12_origin_is_not_a_string() => Refuses(AuthenticatorFault.OriginIsANumber, Code.ClientDataMemberWrongType);

    [Fact]
    public void F_13_origin_is_empty() => Refuses(AuthenticatorFault.OriginEmpty, Code.OriginNotAllowed);

    [Fact]
    public void F_14_origin_is_another_one() => Refuses(AuthenticatorFault.OriginWrong, Code.OriginNotAllowed);

    [Fact]
    public void F_15_token_binding_is_not_an_object() => Refuses(WithTokenBinding("[]"), Code.ClientDataTokenBindingInvalid);

    [Fact]
    public void F_16_token_binding_has_no_status() =>
        Refuses(AuthenticatorFault.TokenBindingStatusMissing, Code.ClientDataTokenBindingInvalid);

    [Fact]
    public void F_17_token_binding_has_an_unknown_status() =>
        Refuses(AuthenticatorFault.TokenBindingStatusUnknown, Code.ClientDataTokenBindingInvalid);

    private static readonly SoftwareAuthenticator Packed = new() { Attestation = new PackedAttestation() };

    /// <summary>A string is let pass, see <see cref="TokenBinding"/>; everything else that is no object is not.</summary>
    private static SoftwareAuthenticator WithTokenBinding(string json) =>
        Packed with { ExtraClientData = new JsonMembers().WithRaw("tokenBinding", json) };
}
