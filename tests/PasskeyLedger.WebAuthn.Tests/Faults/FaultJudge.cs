using System.Buffers.Text;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Faults;
using PasskeyLedger.WebAuthn.Cose;
using Shared = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

/// <summary>Has the software authenticator make registrations, and verifies them under a policy that asks for everything there is to ask for.</summary>
internal static class FaultJudge
{
    // A given one: of a random one that is cut short, the rest may be base64url or not.
    private static readonly byte[] Challenge = [.. Enumerable.Repeat((byte)0xFF, 32)];

    /// <param name="authenticator">Makes the registration, for a ceremony of its own.</param>
    /// <param name="change">Makes another policy of the strict one.</param>
    /// <returns>null: accepted.</returns>
    public static CeremonyFailure? Judge(
        SoftwareAuthenticator authenticator, Func<RegistrationExpectations, RegistrationExpectations>? change = null)
    {
        var ceremony = RegistrationCeremony.Example() with { Challenge = Challenge };
        var made = authenticator.Register(ceremony);
        var policy = Policy(ceremony, authenticator.Fault);
        return RegistrationResponse.Parse(made.ToJsonElement()) switch
        {
            ParsedRegistration.Refused refused => refused.Failure,
            ParsedRegistration.Accepted accepted => new AttestationVerifier().Verify(accepted.Response, change?.Invoke(policy) ?? policy) switch
            {
                RegistrationVerdict.Refused refused => refused.Failure,
                RegistrationVerdict.Verified => null,
                var other => throw new InvalidOperationException($"unknown verdict {other}"),
            },
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
    }

    /// <summary>All algorithms are offered, unless the fault is that one is not.</summary>
    private static RegistrationExpectations Policy(RegistrationCeremony ceremony, AuthenticatorFault? fault)
    {
        var strict = Strict(ceremony);
        return fault == AuthenticatorFault.AlgorithmNotOffered
            ? strict with { Algorithms = [.. strict.Algorithms.Where(id => id != CoseAlgorithm.ES384)] }
            : strict;
    }

    public static void ShouldRefuse(string fault, CeremonyFailureCode code, string step)
    {
        var wanted = AuthenticatorFault.Named(fault);
        var failure = Judge(new SoftwareAuthenticator { Fault = wanted });
        failure.ShouldNotBeNull($"accepted, although {wanted.Description}");
        failure.Code.ShouldBe(code, wanted.Description);
        failure.Step.ShouldBe(step, wanted.Description);
    }

    public static RegistrationExpectations Strict(RegistrationCeremony ceremony) => new()
    {
        Challenge = Base64Url.EncodeToString(ceremony.Challenge),
        RelyingPartyId = ceremony.RpId,
        At = DateTimeOffset.UtcNow,
        Algorithms = SignatureAlgorithm.Ids,
        UserVerificationRequired = true,
        RequireZeroU2fAaguid = true,
        RequireTrustedEnvironment = true,
        TrustAnchors = [Shared.Shared.Root],
        AcceptUncertified = true,
    };
}
