using PasskeyLedger.Testing.Authenticator.Faults;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Attestation object (section 6.5.4), and formats none and unknown.</summary>
public sealed class AttestationObjectFaultTests
{
    [Theory]
    [InlineData(nameof(AuthenticatorFault.FormatMissing), Code.AttestationObjectMemberMissing, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.FormatIsANumber), Code.AttestationObjectMemberWrongType, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.FormatUnknown), Code.AttestationFormatNotSupported, "7.1 step 21")]
    [InlineData(nameof(AuthenticatorFault.FormatInUpperCase), Code.AttestationFormatNotSupported, "7.1 step 21")]
    [InlineData(nameof(AuthenticatorFault.FormatEmpty), Code.AttestationFormatIdentifierInvalid, "8.1")]
    [InlineData(nameof(AuthenticatorFault.StatementMissing), Code.AttestationObjectMemberMissing, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.StatementIsAnArray), Code.AttestationStatementMalformed, "8.7")]
    [InlineData(nameof(AuthenticatorFault.StatementOfNoneNotEmpty), Code.AttestationStatementMemberUnexpected, "8.7")]
    [InlineData(nameof(AuthenticatorFault.AuthDataMissing), Code.AttestationObjectMemberMissing, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.AuthDataIsText), Code.AttestationObjectMemberWrongType, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.AuthDataIsNull), Code.AttestationObjectMemberWrongType, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.FormatTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AuthDataTwice), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AuthDataOfIndefiniteLength), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectTrailing), Code.AttestationObjectTrailingBytes, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectTruncated), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectIsAnArray), Code.AttestationObjectMemberWrongType, "6.5.4")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectNotCbor), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AuthDataLengthLies), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectDeeplyNested), Code.AttestationObjectNotCbor, "7.1 step 13")]
    [InlineData(nameof(AuthenticatorFault.FormatNotUtf8), Code.AttestationObjectNotCbor, "7.1 step 13")]
    public void an_attestation_object_with_a_fault_is_refused_for_it(string fault, Code code, string step) =>
        FaultJudge.ShouldRefuse(fault, code, step);
}
