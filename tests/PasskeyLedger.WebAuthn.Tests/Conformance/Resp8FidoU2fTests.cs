using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-8: fido-u2f attestation.</summary>
public sealed class Resp8FidoU2fTests
{
    [Fact]
    public void P_1_valid_attestation_is_accepted() => Accepts(new FidoU2fAttestation());

    [Fact]
    public void F_1_aaguid_is_not_zero() => Refuses(AuthenticatorFault.FidoU2fAaguidNotZero, Code.U2fAaguidNotZero);

    [Fact]
    public void F_2_sig_is_invalid() => Refuses(AuthenticatorFault.FidoU2fSignatureCorrupted, Code.AttestationSignatureInvalid);
}
