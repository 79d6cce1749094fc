namespace PasskeyLedger.Service.Tests.Http;

/// <summary>
/// The pools that the tests over HTTP call, each with one setting that a refusal needs. They differ by issuer, and share the test issuer's key.
/// </summary>
internal static class Pools
{
    public const string Plain = "plain";
    public const string Disabled = "disabled";
    public const string WithoutRelyingParty = "without-relying-party";
    public const string OfOnePasskey = "of-one-passkey";
    public const string DenyingHeader = "denying-header";
    public const string OfOneCallAMinute = "of-one-call-a-minute";
    public const string OfOneClient = "of-one-client";
    public const string RequiringVerification = "requiring-verification";
    public const string OfPackedOnly = "of-packed-only";
    public const string DenyingModel = "denying-model";
    public const string OfShortChallenges = "of-short-challenges";
    public const string OfKnownMakers = "of-known-makers";

    public static readonly Guid DeniedModel = new("deadbeef-0000-4000-8000-000000000001");

    public static IReadOnlyList<string> All { get; } =
    [
        Plain, Disabled, WithoutRelyingParty, OfOnePasskey, DenyingHeader, OfOneCallAMinute, OfOneClient, RequiringVerification, OfPackedOnly,
        DenyingModel, OfShortChallenges, OfKnownMakers,
    ];

    private static readonly Dictionary<string, (string Key, string Value)> Difference = new(StringComparer.Ordinal)
    {
        [Disabled] = ("WebAuthn:Enabled", "false"),
        [OfOnePasskey] = ("WebAuthn:CredentialLimit", "1"),
        [OfOneCallAMinute] = ("RateLimits:PerUserPerMinute", "1"),
        [OfOneClient] = ("Clients:0", "client-1"),
        [RequiringVerification] = ("WebAuthn:UserVerification", "required"),
        [OfPackedOnly] = ("WebAuthn:Attestation:Formats:0", "packed"),
        [DenyingModel] = ("WebAuthn:Attestation:DeniedAaguids:0", DeniedModel.ToString("D")),
        [OfShortChallenges] = ("WebAuthn:ChallengeLifetime", "00:00:30"),
    };

    public static string IssuerOf(string pool) => $"https://issuer.example/{pool}";

    /// <summary>The pools as configuration keys.</summary>
    /// <param name="jwksFile">The keys of all pools' issuers.</param>
    /// <param name="rootFile">The root that <see cref="OfKnownMakers"/> trusts, in PEM form.</param>
    public static IEnumerable<(string Key, string Value)> Settings(string jwksFile, string rootFile)
    {
        for (var index = 0; index < All.Count; index++)
        {
            var pool = All[index];
            var section = $"UserPools:{index}";
            yield return ($"{section}:Id", pool);
            yield return ($"{section}:Issuer", IssuerOf(pool));
            yield return ($"{section}:JwksFile", jwksFile);
            if (pool != WithoutRelyingParty)
                yield return ($"{section}:WebAuthn:RelyingPartyId", "example.com");
            if (Difference.TryGetValue(pool, out var difference))
                yield return ($"{section}:{difference.Key}", difference.Value);
            if (pool == OfKnownMakers)
                yield return ($"{section}:WebAuthn:Attestation:TrustAnchors:0", rootFile);
            if (pool == DenyingHeader)
            {
                yield return ($"{section}:NetworkRules:0:Action", "Deny");
                yield return ($"{section}:NetworkRules:0:Header", "X-Forbidden");
                yield return ($"{section}:NetworkRules:0:Contains", "pool");
            }
        }
    }
}
