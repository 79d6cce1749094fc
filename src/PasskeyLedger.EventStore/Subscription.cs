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

    /// <summary>
    /// Awaited before the log is looked at for a batch, in no transaction: the place to wait in until handling can succeed. The
    /// subscriber stays the active one of its name meanwhile, and holds nothing that others wait for. A failure ends the subscription.
    /// </summary>
    public Func<CancellationToken, Task>? Ready { get; init; }

    /// <summary>How long to let more events come together after a batch that was not full: for one whose batches cost more than their events.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>
    /// A batch's commit need not reach the disk at once: for one whose effect is all in the database, beside the checkpoint, and can be made
    /// again from the events. A crash of the server takes both or neither, and the same events come again. Never for one that has told anybody
    /// else.
    /// </summary>
    public bool CommitsLazily { get; init; }

    /// <summary>Told each time the database goes away or ends a batch for another's sake. The subscription goes on by itself.</summary>
    public Action<Exception>? Interrupted { get; init; }
}

/// <summary>Events that follow each other in the log, at least one, and the transaction that handling them belongs to.</summary>
/// <remarks>Who passes a batch on with other events in it makes a copy by <c>with</c>, so that <see cref="EndAfter"/> keeps its effect.</remarks>
public sealed record EventBatch
{
    private readonly Extent extent = new();

    internal EventBatch(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection)
    {
        Events = events;
        Connection = connection;
        extent.Handled = events.Count;
    }

    public IReadOnlyList<StoredEvent> Events { get; init; }

    /// <summary>A connection within the transaction. It is not the handler's to commit or close.</summary>
    public NpgsqlConnection Connection { get; }

    internal int Handled => extent.Handled;

    /// <summary>
    /// Says that only so many of the events, from the first on, are handled. The checkpoint commits behind them, and the others
    /// come again. With none, the batch is undone.
    /// </summary>
    public void EndAfter(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Events.Count);
        extent.Handled = count;
    }

    // Shared by a batch and its copies.
    private sealed class Extent
    {
        public int Handled { get; set; }
    }
}
