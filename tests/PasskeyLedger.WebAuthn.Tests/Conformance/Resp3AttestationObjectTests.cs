using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-3: the attestation object.</summary>
public sealed class Resp3AttestationObjectTests
{
    [Fact]
    public void P_1_extensions_where_ed_says_so_are_accepted() => Accepts(Extended);

    [Fact]
    public void F_1_it_is_not_a_map() => Refuses(AuthenticatorFault.AttestationObjectIsAnArray, Code.AttestationObjectMemberWrongType);

    [Fact]
    public void F_2_fmt_is_missing() => Refuses(AuthenticatorFault.FormatMissing, Code.AttestationObjectMemberMissing);

    [Fact]
    public void F_3_fmt_is_not_a_text() => Refuses(AuthenticatorFault.FormatIsANumber, Code.AttestationObjectMemberWrongType);

    [Fact]
    public void F_4_att_stmt_is_missing() => Refuses(AuthenticatorFault.StatementMissing, Code.AttestationObjectMemberMissing);

    [Fact]
    public void F_5_att_stmt_is_not_a_map() => Refuses(AuthenticatorFault.StatementIsAnArray, Code.AttestationStatementMalformed);

    [Fact]
    public void F_6_auth_data_is_missing() => Refuses(AuthenticatorFault.AuthDataMissing, Code.AttestationObjectMemberMissing);

    [Fact]
    public void F_7_auth_data_is_not_bytes() => Refuses(AuthenticatorFault.AuthDataIsText, Code.AttestationObjectMemberWrongType);

    [Fact]
    public void F_8_auth_data_is_empty() => Refuses(AuthenticatorFault.AuthenticatorDataEmpty, Code.AuthenticatorDataTooShort);

    [Fact]
    public void F_9_at_is_not_set_and_the_credential_is_there() =>
        Refuses(AuthenticatorFault.AttestedDataFlagNotSet, Code.AttestedCredentialDataMissing);

    [Fact]
    public void F_10_at_is_not_set_and_the_credential_is_not_there() =>
        Refuses(AuthenticatorFault.AttestedDataAbsent, Code.AttestedCredentialDataMissing);

    [Fact]
    public void F_11_at_is_set_and_the_credential_is_not_there() =>
        Refuses(AuthenticatorFault.AttestedDataFlagWithoutData, Code.AuthenticatorDataTooShort);

    [Fact]
    public void F_12_bytes_are_left_over() => Refuses(AuthenticatorFault.AuthenticatorDataTrailing, Code.AuthenticatorDataTrailingBytes);

    [Fact]
    public void F_13_att_stmt_is_empty() => Refuses(Emptied, Code.AttestationStatementMemberMissing);

    [Fact]
    public void F_14_alg_is_missing() => Refuses(AuthenticatorFault.PackedAlgorithmMissing, Code.AttestationStatementMemberMissing);

    [Fact]
    public void F_15_alg_is_not_a_number() => Refuses(AuthenticatorFault.PackedAlgorithmIsText, Code.AttestationStatementMemberWrongType);

    [Fact]
    public void F_16_alg_is_not_the_metadatas() =>
        Refuses(new PackedAttestation(), Code.AuthenticatorAlgorithmMismatch, ByMetadata("basic_full", "secp384r1_ecdsa_sha384_raw"));

    [Fact]
    public void F_17_sig_is_missing() => Refuses(AuthenticatorFault.PackedSignatureMissing, Code.AttestationStatementMemberMissing);

    [Fact]
    public void F_18_sig_is_not_bytes() => Refuses(AuthenticatorFault.PackedSignatureIsText, Code.AttestationStatementMemberWrongType);

    [Fact]
    public void F_19_sig_is_empty() => Refuses(AuthenticatorFault.PackedSignatureEmpty, Code.AttestationSignatureInvalid);

    private static readonly SoftwareAuthenticator Extended = new()
    {
        Attestation = new PackedAttestation(),
        Extensions = new CborMap().With("credProtect", Cbor.Integer(2)).With("hmac-secret", Cbor.Boolean(true)),
    };

    private static readonly MislabelledAttestation Emptied = new("packed", new PackedAttestation()) { Change = _ => new CborMap().Encode() };
}
