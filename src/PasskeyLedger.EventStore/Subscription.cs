using Npgsql;

namespace PasskeyLedger.EventStore;

/// <summary>Somebody who follows the log under a name, from a checkpoint that is remembered in <c>mt_event_progression</c>.</summary>
public sealed record Subscription
{
    /// <summary>The checkpoint's name. Of all subscriptions under one name, on any node, one at a time is handed events.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Handles events that follow the checkpoint. What it writes on the batch's connection commits with the checkpoint, so
    /// that it happens once. What it does elsewhere may happen again: after a failure the same events come again.
    /// An exception of its own undoes the batch and ends the subscription; the database's being away does not.
    /// </summary>
    public required Func<EventBatch, CancellationToken, Task> Handle { get; init; }

    /// <summary>The most events of a batch.</summary>
    public int LargestBatch { get; init; } = 500;

    /// <summary>Told each time the database goes away or ends a batch for another's sake. The subscription goes on by itself.</summary>
    public Action<Exception>? Interrupted { get; init; }
}

/// <summary>Events that follow each other in the log, at least one, and the transaction that handling them belongs to.</summary>
/// <param name="Connection">A connection within that transaction. It is not the handler's to commit or close.</param>
public sealed record EventBatch(IReadOnlyList<StoredEvent> Events, NpgsqlConnection Connection);
