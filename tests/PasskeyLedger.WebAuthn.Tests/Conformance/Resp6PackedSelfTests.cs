using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-6: packed attestation with the credential's own key.</summary>
public sealed class Resp6PackedSelfTests
{
    [Fact]
    public void P_1_valid_attestation_is_accepted() => Accepts(new PackedSelfAttestation(), policy: ByMetadata("basic_surrogate"));

    [Fact]
    public void F_1_sig_is_invalid() => Refuses(AuthenticatorFault.PackedSelfSignatureCorrupted, Code.AttestationSignatureInvalid);

    [Fact]
    public void F_2_attestation_is_a_full_one() =>
        Refuses(new PackedAttestation(), Code.AuthenticatorNotInMetadata, ByMetadata("basic_surrogate"));

    [Fact]
    public void F_3_fmt_is_unknown() =>
        Refuses(new MislabelledAttestation("packed-2", new PackedSelfAttestation()), Code.AttestationFormatNotSupported);
}
