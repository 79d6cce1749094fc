using System.Net;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>The whole configuration, validated.</summary>
public sealed record LedgerConfiguration
{
    /// <summary>Where the ledger is; null in Development alone, where the service then brings a database of its own.</summary>
    public required Secret? ConnectionString { get; init; }

    /// <summary>No two have the same id or the same issuer.</summary>
    public required IReadOnlyList<UserPoolSettings> Pools { get; init; }

    /// <summary>The <c>iss</c> of the development issuer's tokens; null where none is to run.</summary>
    public required string? DevelopmentIssuer { get; init; }

    /// <summary>Asked before the token is read.</summary>
    public required IReadOnlyList<NetworkRule> NetworkRules { get; init; }

    public required ServiceRateLimits RateLimits { get; init; }

    /// <summary>The proxies whose X-Forwarded headers are believed.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    public required OperatorSettings Operators { get; init; }

    public required TransparencySettings Transparency { get; init; }

    public required RabbitMqSettings RabbitMq { get; init; }

    public required PersonalDataSettings PersonalData { get; init; }

    public required SubscriptionSettings Subscriptions { get; init; }

    public required UserCacheSettings UserCache { get; init; }
}

/// <summary>A text that must not be shown. Only <see cref="Reveal"/> gives it.</summary>
public sealed class Secret(string value)
{
    public string Reveal() => value;

    public override string ToString() => "***";
}

public sealed record ServiceRateLimits(int PerAddressPerMinute, int PerUserPerMinute);

/// <summary>Whose tokens may read the audit.</summary>
public sealed record OperatorSettings(string? Issuer, string Scope)
{
    /// <summary>Where the issuer publishes its keys. With neither this nor <see cref="JwksFile"/>, a pool that has the issuer too says it, else the issuer.</summary>
    public string? JwksUri { get; init; }

    /// <summary>A file with the issuer's keys.</summary>
    public string? JwksFile { get; init; }
}

/// <summary>How the ledger's checkpoints are signed.</summary>
public sealed record TransparencySettings(string? Origin, string? SigningKeyFile, TimeSpan CheckpointInterval);

/// <summary>How the keys of personal data are kept.</summary>
/// <param name="KeyEncryptionKey">What they are encrypted with in the database; null: they stand there as they are.</param>
public sealed record PersonalDataSettings(KeyEncryptionKey? KeyEncryptionKey);

/// <summary>Where events are published.</summary>
/// <param name="Uri">Null: nowhere.</param>
/// <param name="CaFile">The authorities of an amqps broker; null: those that the machine trusts.</param>
/// <param name="MaxAttempts">How often an event is tried that the broker refuses, before the relay stops at it.</param>
public sealed record RabbitMqSettings(Secret? Uri, string? CaFile, string Exchange, int MaxAttempts);

/// <summary>What is expected of those that follow the log.</summary>
/// <param name="DegradedAfter">How far behind the log one may be, in time, before the service counts as degraded.</param>
public sealed record SubscriptionSettings(TimeSpan DegradedAfter);

/// <summary>How many users' states a node remembers between their calls, and how much memory they may take, about.</summary>
public sealed record UserCacheSettings(int MostUsers, int MostMegabytes);
