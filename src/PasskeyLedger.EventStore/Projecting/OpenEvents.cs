using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Makes readable what is not stored as it is projected: returns the same events in the same order, with their data opened.
/// </summary>
/// <param name="connection">The reader's own connection. What is read on it is of the time at which the events are projected.</param>
public delegate Task<IReadOnlyList<StoredEvent>> OpenEvents(
    NpgsqlConnection connection, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken);
