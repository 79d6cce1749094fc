using System.Collections.Frozen;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;

namespace PasskeyLedger.Service.Ledger;

/// <summary>
/// The pools' own streams: each change of a pool's settings is an event there, and its version is what every decision refers to.
/// </summary>
internal sealed class PoolLedger(IEventStore store, IReadOnlyList<UserPoolSettings> pools, TimeProvider clock)
{
    private volatile FrozenDictionary<string, long>? versions;

    /// <summary>Whether the configured settings are in the ledger, so that calls can refer to them.</summary>
    public bool IsRecorded => versions is not null;

    /// <summary>The version of the pool's stream that holds its settings of now.</summary>
    public async ValueTask<long> VersionOfAsync(string pool, CancellationToken cancellationToken)
    {
        if (versions is null)
            await RecordAsync(cancellationToken);
        return versions![pool];
    }

    /// <summary>Appends the settings of each pool whose last recorded ones differ.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var recorded = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pool in pools)
            recorded[pool.Id] = await RecordAsync(pool, cancellationToken);
        versions = recorded.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private async Task<long> RecordAsync(UserPoolSettings pool, CancellationToken cancellationToken)
    {
        var stream = LedgerStreams.Pool(pool.Id);
        var configured = new UserPoolConfigured { Settings = pool };
        while (true)
        {
            var slice = await store.ReadStreamAsync(stream, ReadRange.All, cancellationToken);
            if (slice.Events is [.., var last] && IsSame(last, configured))
                return last.Version;

            // Another node may record the same settings at the same time: one of the two is told to look again.
            var outcome = await store.AppendAsync(
                new Append
                {
                    Stream = stream,
                    StreamType = LedgerStreams.PoolStreamType,
                    Expected = ExpectedVersion.Exactly(slice.StreamVersion),
                    Events = [EventEnvelope.Of(configured, LedgerTime.Now(clock))],
                },
                cancellationToken);
            if (outcome is AppendOutcome.Committed committed)
                return committed.Version;
        }
    }

    private static bool IsSame(StoredEvent stored, UserPoolConfigured configured)
    {
        using var before = JsonDocument.Parse(stored.Data);
        using var now = JsonDocument.Parse(configured.ToJson());
        return JsonElement.DeepEquals(before.RootElement, now.RootElement);
    }
}
