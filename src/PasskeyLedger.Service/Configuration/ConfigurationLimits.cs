using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// How far numbers may go. Those of a pool are the contract's (contracts/ledger-events.smithy), said here so that a fault can name them in
/// the configuration's own units; a test holds the two together.
/// </summary>
public static class ConfigurationLimits
{
    public const int MinimumCredentialLimit = 1;
    public const int MaximumCredentialLimit = 1000;

    public const int MinimumPerMinute = 1;
    public const int MaximumPerMinute = CallRates.MaximumPerMinute;

    public const int MinimumPublishAttempts = 1;
    public const int MaximumPublishAttempts = 10_000;

    // AMQP's names end at 255 bytes, and the exchange of what is unrouted is named after this one.
    public const int LongestExchange = 240;

    /// <summary>Zero of either: no user's state is remembered.</summary>
    public const int MaximumCachedUsers = 100_000_000;
    public const int MaximumCachedMegabytes = 1_000_000;

    public static TimeSpan MinimumChallengeLifetime { get; } = TimeSpan.FromSeconds(10);

    public static TimeSpan MaximumChallengeLifetime { get; } = TimeSpan.FromHours(1);

    public static TimeSpan MinimumCheckpointInterval { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan MaximumCheckpointInterval { get; } = TimeSpan.FromDays(1);

    public static TimeSpan MinimumDegradedAfter { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan MaximumDegradedAfter { get; } = TimeSpan.FromDays(1);
}
