using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Configuration;

/// <summary>What stands where the configuration says nothing.</summary>
public static class ConfigurationDefaults
{
    public const string Urls = "http://localhost:5080";

    public const int PerAddressPerMinute = 600;
    public const int PerUserPerMinute = 60;

    public const bool PasskeysEnabled = true;
    public const bool AllowCrossOrigin = false;
    public const int CredentialLimit = 20;

    public const int MostCachedUsers = 100_000;
    public const int MostCachedMegabytes = 128;

    public const string OperatorScope = "passkey-ledger/audit.read";
    public const string Exchange = "passkey-ledger";
    public const int MaximumPublishAttempts = 20;

    public static TimeSpan ChallengeLifetime { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan DegradedAfter { get; } = TimeSpan.FromMinutes(1);

    public static UserVerification UserVerification => UserVerification.Preferred;

    /// <summary>ES256 and RS256 (IANA COSE Algorithms), the first preferred.</summary>
    public static IReadOnlyList<int> Algorithms { get; } = [-7, -257];

    public static AttestationConveyance Conveyance => AttestationConveyance.None;

    public static TimeSpan CheckpointInterval(bool isDevelopment) => isDevelopment ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(1);
}
