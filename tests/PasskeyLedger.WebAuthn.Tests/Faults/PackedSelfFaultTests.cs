using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Packed attestation with the credential's own key, "self" (section 8.2).</summary>
public sealed class PackedSelfFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.PackedSelfAlgorithmNotTheKeys), Code.AttestationAlgorithmMismatch, "8.2 step 3")]
    [InlineData(nameof(AuthenticatorFault.PackedSelfSignatureCorrupted), Code.AttestationSignatureInvalid, "8.2 step 3")]
    [InlineData(nameof(AuthenticatorFault.PackedSelfSignedByAnotherKey), Code.AttestationSignatureInvalid, "8.2 step 3")]
    [InlineData(nameof(AuthenticatorFault.PackedSelfSignatureOverAuthenticatorDataAlone), Code.AttestationSignatureInvalid, "8.2 step 3")]
    [InlineData(nameof(AuthenticatorFault.PackedSelfSignatureMissing), Code.AttestationStatementMemberMissing, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.PackedEcdaa), Code.AttestationStatementMemberUnexpected, "8.2 step 1")]
    public void a_packed_self_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
