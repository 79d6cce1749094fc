namespace PasskeyLedger.EventStore;

/// <summary>Streams of events, each in one tenant, appended to with an expected version and read back in order.</summary>
public interface IEventStore
{
    /// <summary>
    /// Appends events to one stream, takes the append's claims and writes its inline rows, all in one transaction.
    /// What comes back as <see cref="AppendOutcome.Committed"/> is durable.
    /// </summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached, or the commit's fate could not be found out.</exception>
    Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken);

    /// <summary>Reads a stream forward. A stream that does not exist reads as empty at version 0.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    Task<StreamSlice> ReadStreamAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken);
}
