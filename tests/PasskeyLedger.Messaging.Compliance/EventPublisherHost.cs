namespace PasskeyLedger.Messaging.Compliance;

/// <summary>A message bus for one test: a publisher to it, and what an implementation's own test knows how to do to it.</summary>
public abstract class EventPublisherHost : IAsyncDisposable
{
    /// <summary>The publisher under test, on a bus that nobody else publishes to. The host closes it.</summary>
    public abstract IEventPublisher Publisher { get; }

    /// <summary>Takes the messages that have arrived since, in the order in which a consumer gets them, and waits until there are so many.</summary>
    public abstract Task<IReadOnlyList<ArrivedMessage>> ReceiveAsync(int count);

    /// <summary>The bus breaks every connection and can't be reached, until <see cref="ComeBackAsync"/>.</summary>
    public abstract Task GoAwayAsync();

    public abstract Task ComeBackAsync();

    /// <summary>What must not be found in the words of an outcome: a password of the bus. Null where it has none.</summary>
    public abstract string? Secret { get; }

    public abstract ValueTask DisposeAsync();
}

/// <summary>A message as a consumer gets it.</summary>
public sealed record ArrivedMessage(Guid Id, string RoutingKey, string? ContentType, bool IsPersistent, byte[] Body);
