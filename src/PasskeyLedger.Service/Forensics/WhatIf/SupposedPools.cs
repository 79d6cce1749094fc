using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Trust;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>A pool as it is supposed to have been, with what it then believes of attestations.</summary>
internal sealed record SupposedPool(UserPoolSettings Settings, PoolTrust Trust);

/// <summary>Pools as the ledger has recorded them, with another policy in the place of their own.</summary>
internal sealed class SupposedPools(IEventStore store, RegistrationPolicy policy, SharedTrustFiles trusts)
{
    private readonly Dictionary<string, IReadOnlyList<UserPoolSettings>> recorded = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Pool, long Version), SupposedPool> supposed = [];

    /// <param name="version">The version of the pool's stream that holds the settings; null: the last.</param>
    /// <returns>Null where the ledger has no such settings.</returns>
    /// <exception cref="TrustFileException">A file that the settings name cannot be used.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async ValueTask<SupposedPool?> FindAsync(string pool, long? version, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(pool, version, cancellationToken);
        var index = version ?? all.Count;
        if (index < 1 || index > all.Count)
            return null;
        if (supposed.TryGetValue((pool, index), out var found))
            return found;

        var settings = policy.Over(all[(int)index - 1]);
        return supposed[(pool, index)] = new(settings, trusts.Of(settings.WebAuthn.Attestation).Current);
    }

    /// <inheritdoc cref="RegistrationPolicy.Over(StartedRegistration)"/>
    public StartedRegistration Over(StartedRegistration started) => policy.Over(started);

    // A pool may be configured anew while the ledger goes by.
    private async ValueTask<IReadOnlyList<UserPoolSettings>> ReadAsync(string pool, long? version, CancellationToken cancellationToken)
    {
        if (recorded.TryGetValue(pool, out var known) && !(version > known.Count))
            return known;
        var slice = await store.ReadStreamAsync(LedgerStreams.Pool(pool), ReadRange.All, cancellationToken);
        return recorded[pool] = [.. slice.Events.Select(RecordedEvent.Of).Select(read => read.Event).OfType<UserPoolConfigured>().Select(read => read.Settings)];
    }
}
