using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;
using PasskeyLedger.Testing.Authenticator.Faults;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-B: android-safetynet attestation.</summary>
public sealed class RespBAndroidSafetyNetTests
{
    [Fact]
    public void P_1_valid_attestation_is_accepted() => Accepts(new SafetyNetAttestation());

    [Fact]
    public void F_1_ver_is_empty() => Refuses(AuthenticatorFault.SafetyNetVersionEmpty, Code.AttestationVersionNotSupported);

    [Fact]
    public void F_2_response_is_empty() => Refuses(AuthenticatorFault.SafetyNetResponseEmpty, Code.SafetyNetResponseMalformed);

    [Fact]
    public void F_3_nonce_is_not_of_what_is_attested() => Refuses(AuthenticatorFault.SafetyNetNonceWrong, Code.AttestationNonceMismatch);

    [Fact]
    public void F_4_x5c_is_empty() => Refuses(AuthenticatorFault.SafetyNetChainEmpty, Code.SafetyNetResponseMalformed);

    [Fact]
    public void F_5_cts_profile_match_is_false() => Refuses(AuthenticatorFault.SafetyNetProfileNotMatched, Code.SafetyNetIntegrityFailed);

    [Fact]
    public void F_6_timestamp_is_in_the_future() =>
        Refuses(AuthenticatorFault.SafetyNetTimestampInTheFuture, Code.SafetyNetTimestampOutOfRange);

    [Fact]
    public void F_7_timestamp_is_older_than_a_minute() =>
        Refuses(new SafetyNetAttestation { Timestamp = DateTimeOffset.UtcNow.AddSeconds(-90) }, Code.SafetyNetTimestampOutOfRange);
}
