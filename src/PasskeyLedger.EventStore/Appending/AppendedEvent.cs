using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>An event that is in the log, as whoever appended it knows it.</summary>
internal readonly record struct AppendedEvent(StreamId Stream, NewEvent Event, long Version, long Position)
{
    // What the objects take that hold an event, and its texts.
    private const int Envelope = 512;

    /// <summary>About as many bytes as it takes in memory.</summary>
    public long Size => Envelope + Event.Data.Length + Event.Headers.Length;

    /// <summary>The event as a reader is given it, but for the form of its JSON: jsonb has members in another order.</summary>
    public StoredEvent ToStored() => new()
    {
        Stream = Stream,
        Position = Position,
        Id = Event.Id,
        Version = Version,
        Type = Event.Type,
        Data = Event.Data,
        Timestamp = StoredTime.Of(Event.Timestamp),
        Headers = Event.Headers,
        CorrelationId = Event.CorrelationId,
        CausationId = Event.CausationId,
        UserName = Event.UserName,
    };
}
