using PasskeyLedger.Testing.Authenticator.Attestation;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-7: no attestation, where none is asked for.</summary>
public sealed class Resp7NoneTests
{
    [Fact]
    public void P_1_no_attestation_is_accepted() => Accepts(new NoneAttestation(), policy: NoneAsked);

    [Fact]
    public void P_2_self_attestation_is_accepted() => Accepts(new PackedSelfAttestation(), policy: NoneAsked);

    [Fact]
    public void F_1_packed_statement_is_called_none() =>
        Refuses(new MislabelledAttestation("none", new PackedAttestation()), Code.AttestationStatementMemberUnexpected, NoneAsked);

    private static RegistrationExpectations NoneAsked(RegistrationExpectations policy) => policy with { TrustAnchors = [] };
}
