namespace PasskeyLedger.Messaging;

/// <summary>
/// A message bus that events are published to. One caller uses it, for one thing at a time. What happens to the bus is an
/// outcome and no exception.
/// </summary>
public interface IEventPublisher : IAsyncDisposable
{
    /// <summary>Makes sure that the bus can take messages. It costs nothing where that has been done and nothing has happened since.</summary>
    /// <returns>Null, or why it cannot, in words that hold no secret.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<string?> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Publishes messages in their order, each to be kept by the bus on disk. Those of one stream arrive in order even where the
    /// bus refuses some: none leaves before the one before it is confirmed. It ends in bounded time, whatever the bus does.
    /// </summary>
    /// <param name="messages">Their bodies stay as they are until the call returns.</param>
    /// <param name="stopping">No more messages are to be sent; those under way are waited for.</param>
    Task<PublishOutcome> PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken stopping);
}

/// <summary>An event on its way to the bus.</summary>
/// <param name="Id">The event's own id, by which a consumer knows a repetition.</param>
/// <param name="Stream">What is kept in order among its like: tenant and key of the event's stream.</param>
/// <param name="RoutingKey"><c>{pool}.{event type}</c>.</param>
/// <param name="Body">The event as a CloudEvent in JSON.</param>
public readonly record struct EventMessage(
    Guid Id, PasskeyLedger.EventStore.StreamId Stream, string Type, string RoutingKey, DateTimeOffset Time, ReadOnlyMemory<byte> Body);

/// <summary>What became of messages. Those from the first on that are surely kept by the bus are counted; of the others some may be.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome(int confirmed) => Confirmed = confirmed;

    /// <summary>How many messages, from the first on without a gap, the bus has confirmed.</summary>
    public int Confirmed { get; }

    /// <summary>Every message that was sent is confirmed. They are all of them, unless the caller asked to stop.</summary>
    public sealed record Published(int Count) : PublishOutcome(Count);

    /// <summary>The bus is there and does not take a message: the first that is not confirmed, where it was sent alone.</summary>
    /// <param name="Reason">In words that hold no secret.</param>
    public sealed record Refused(int Count, string Reason) : PublishOutcome(Count);

    /// <summary>The bus is away, or says nothing.</summary>
    /// <param name="Reason">In words that hold no secret.</param>
    public sealed record Unavailable(int Count, string Reason) : PublishOutcome(Count);
}
