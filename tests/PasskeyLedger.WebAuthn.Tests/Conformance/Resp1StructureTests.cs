using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-1: the structure of the response.</summary>
public sealed class Resp1StructureTests
{
    [Fact]
    public void P_1_valid_response_is_accepted() => Accepts(new PackedAttestation());

    [Fact]
    public void F_1_id_is_missing() => Refuses(AuthenticatorFault.IdMissing, Code.CredentialMemberMissing);

    [Fact]
    public void F_2_id_is_not_a_string() => Refuses(AuthenticatorFault.IdIsANumber, Code.CredentialMemberWrongType);

    [Fact]
    public void F_3_id_is_not_base64url() => Refuses(AuthenticatorFault.IdNotBase64Url, Code.CredentialMemberNotBase64Url);

    [Fact]
    public void F_4_type_is_missing() => Refuses(AuthenticatorFault.TypeMissing, Code.CredentialMemberMissing);

    [Fact]
    public void F_5_type_is_not_a_string() => Refuses(AuthenticatorFault.TypeIsANumber, Code.CredentialMemberWrongType);

    [Fact]
    public void F_6_type_is_not_public_key() => Refuses(AuthenticatorFault.TypeNotPublicKey, Code.CredentialTypeWrong);

    [Fact]
    public void F_7_response_is_missing() => Refuses(AuthenticatorFault.ResponseMissing, Code.CredentialMemberMissing);

    [Fact]
    public void F_8_response_is_not_an_object() => Refuses(AuthenticatorFault.ResponseIsAString, Code.CredentialMemberWrongType);

    [Fact]
    public void F_9_client_data_is_missing() => Refuses(AuthenticatorFault.ClientDataMissing, Code.CredentialMemberMissing);

    [Fact]
    public void F_10_client_data_is_not_a_string() => Refuses(AuthenticatorFault.ClientDataIsANumber, Code.CredentialMemberWrongType);

    [Fact]
    public void F_11_client_data_is_empty() => Refuses(AuthenticatorFault.ClientDataEmpty, Code.ClientDataNotJson);

    [Fact]
    public void F_12_attestation_object_is_missing() =>
        Refuses(AuthenticatorFault.AttestationObjectMissing, Code.CredentialMemberMissing);

    [Fact]
    public void F_13_attestation_object_is_not_a_string() =>
        Refuses(AuthenticatorFault.AttestationObjectIsANumber, Code.CredentialMemberWrongType);

    [Fact]
    public void F_14_attestation_object_is_empty() => Refuses(AuthenticatorFault.AttestationObjectEmpty, Code.AttestationObjectNotCbor);
}
