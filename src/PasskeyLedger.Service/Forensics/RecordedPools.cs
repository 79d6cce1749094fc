using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;

namespace PasskeyLedger.Service.Forensics;

/// <summary>The pools that the ledger knows of. A service records each before it serves it.</summary>
internal static class RecordedPools
{
    /// <param name="pool">A user pool's id, or that under which operators' reads are.</param>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<bool> HoldAsync(IEventStore store, string pool, CancellationToken cancellationToken) =>
        pool == LedgerStreams.OperatorsTenant
        || (await store.ReadStreamAsync(LedgerStreams.Pool(pool), new ReadRange(0, 1), cancellationToken)).StreamVersion > 0;
}
