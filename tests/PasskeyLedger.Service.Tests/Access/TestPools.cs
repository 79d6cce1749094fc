using Microsoft.Extensions.Logging.Abstractions;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

internal static class TestPools
{
    public static UserPoolSettings Pool(string id, string issuer, IReadOnlyList<string>? clients = null) => new()
    {
        Id = id,
        Issuer = issuer,
        Clients = clients ?? [],
        WebAuthn = new WebAuthnSettings
        {
            Enabled = true,
            RelyingPartyId = "example.com",
            Origins = [],
            AllowCrossOrigin = false,
            UserVerification = UserVerification.Preferred,
            Algorithms = [-7, -257],
            Attestation = new AttestationSettings
            {
                Conveyance = AttestationConveyance.None, Formats = [], TrustAnchors = [], AllowedAaguids = [], DeniedAaguids = [],
            },
            CredentialLimit = 20,
            ChallengeLifetimeSeconds = 300,
        },
        NetworkRules = [],
        RateLimits = new RateLimits(),
    };

    public static IssuerKeys Keys(string issuer, KeySource source, TimeProvider time) =>
        new(issuer, source, time, NullLogger<IssuerKeys>.Instance);

    public static TrustedIssuer Trust(UserPoolSettings pool, TestIssuer issuer, TimeProvider time) =>
        new(pool, Keys(issuer.Name, KeySources.Known(issuer.Keys), time));
}
