using System.Text;

namespace PasskeyLedger.EventStore.Compliance;

/// <summary>Streams, events and appends as the tests say them.</summary>
public static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static StreamId Stream(string key, string tenant = "pool_a") => new(new TenantId(tenant), new StreamKey(key));

    public static NewEvent Event(string type = "something_happened", string data = """{"a":1}""", DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = type,
        ClrType = "Example.SomethingHappened, Example",
        Data = Encoding.UTF8.GetBytes(data),
        Timestamp = at ?? Noon,
    };

    public static Append Append(StreamId stream, ExpectedVersion expected, params NewEvent[] events) => new()
    {
        Stream = stream,
        StreamType = "example",
        Expected = expected,
        Events = events is [] ? [Event()] : events,
    };

    public static Task<AppendOutcome> AppendAsync(
        this IEventStore store, StreamId stream, ExpectedVersion expected, params NewEvent[] events) =>
        store.AppendAsync(Append(stream, expected, events), Cancellation);

    public static Task<StreamSlice> ReadAsync(this IEventStore store, StreamId stream, ReadRange range = default) =>
        store.ReadStreamAsync(stream, range, Cancellation);
}
