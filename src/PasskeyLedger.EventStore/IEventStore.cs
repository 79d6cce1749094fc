namespace PasskeyLedger.EventStore;

/// <summary>
/// Streams of events, each in one tenant, appended to with an expected version and read back in order. All streams
/// together are the log, in the order of positions.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends events to one stream, takes the append's claims and writes its inline rows, all in one transaction.
    /// What comes back as <see cref="AppendOutcome.Committed"/> is durable.
    /// </summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached, or the commit's fate could not be found out.</exception>
    Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a stream forward, from a snapshot on where the range asks for one. A stream that does not exist reads as empty at version 0.
    /// </summary>
    /// <exception cref="ArgumentException">The range asks for a snapshot up to a time.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    Task<StreamSlice> ReadStreamAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Offers what a stream's events come to at a version, for later reads to begin with. It is kept behind this call, in the
    /// place of an earlier one, or dropped: nothing may rest on its being there.
    /// </summary>
    void OfferSnapshot(StreamId stream, StreamSnapshot snapshot);

    /// <summary>
    /// Reads the log of all tenants above a position, in order, at most <paramref name="most"/> events. It ends below the
    /// first position at which an event may still appear, so that reading on from the last event's position skips none.
    /// </summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<StoredEvent>> ReadLogAsync(long afterPosition, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Hands the log to a subscription, each event once and in order, as long as this one is the active of its name over
    /// all nodes; else it waits until it is. It runs until it is cancelled or the subscription's handler fails.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task SubscribeAsync(Subscription subscription, CancellationToken cancellationToken);
}
