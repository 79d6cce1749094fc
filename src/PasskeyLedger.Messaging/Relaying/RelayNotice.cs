namespace PasskeyLedger.Messaging.Relaying;

/// <summary>What the relay tells of itself while it runs, for logs and metrics.</summary>
public abstract record RelayNotice
{
    private RelayNotice()
    {
    }

    /// <summary>Events are confirmed by the broker.</summary>
    public sealed record Published(int Count) : RelayNotice;

    /// <summary>The broker is away, and waited for. Told once for each reason.</summary>
    public sealed record BrokerAway(string Reason) : RelayNotice;

    public sealed record BrokerBack : RelayNotice;

    /// <summary>The broker does not take an event, which is tried again.</summary>
    public sealed record Refused(long Position, string EventType, int Attempt, string Reason) : RelayNotice;

    /// <summary>The relay stands at an event that the broker does not take, until somebody resumes it.</summary>
    public sealed record Stopped(long Position, Guid EventId, string EventType, int Attempts, string Reason) : RelayNotice;

    /// <summary>It publishes nothing, because it was paused or stands at an event.</summary>
    public sealed record Closed(RelayState State) : RelayNotice;

    /// <summary>It publishes from its checkpoint on, on the node that is the active one.</summary>
    public sealed record Opened : RelayNotice;
}
