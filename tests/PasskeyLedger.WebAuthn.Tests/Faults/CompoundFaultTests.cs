using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Compound attestation (section 8.9).</summary>
public sealed class CompoundFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.CompoundNotAnArray), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundEmpty), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundOfOne), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundNested), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberIsANumber), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberWithoutFormat), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberFormatIsANumber), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberWithoutStatement), Code.AttestationStatementMalformed, "8.9")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberStatementIsBytes), Code.AttestationStatementMalformed, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberFormatTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberFormatUnknown), Code.AttestationFormatNotSupported, "7.1 step 21")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberOfAnotherFormat), Code.AttestationStatementMemberUnexpected, "8.8 step 1")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberSignatureCorrupted), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberSignatureOverAuthenticatorDataAlone), Code.AttestationSignatureInvalid, "8.2 step 2")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberSignatureMissing), Code.AttestationStatementMemberMissing, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.CompoundMemberChainEmpty), Code.AttestationStatementMemberWrongType, "8.2 step 1")]
    [InlineData(nameof(AuthenticatorFault.CompoundMembersDeeplyNested), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void a_compound_attestation_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
