namespace PasskeyLedger.Service.Relay;

internal static partial class RelayLog
{
    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "Events are not published: {Reason}. They are kept, and published when the broker is back")]
    public static partial void BrokerAway(ILogger logger, string reason);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Information, Message = "The broker is back, and events are published again")]
    public static partial void BrokerBack(ILogger logger);

    [LoggerMessage(EventId = 2403, Level = LogLevel.Warning, Message = "The broker does not take the {EventType} at position {Position} (attempt {Attempt}): {Reason}")]
    public static partial void Refused(ILogger logger, string eventType, long position, int attempt, string reason);

    [LoggerMessage(
        EventId = 2404,
        Level = LogLevel.Error,
        Message = "The relay stands at the {EventType} {EventId} at position {Position}, which the broker did not take in {Attempts} attempts: {Reason}. "
            + "passkey-ledger relay resume tries it again; relay rewind --to {Position} and then relay resume leaves it out")]
    public static partial void Stopped(ILogger logger, string eventType, Guid eventId, long position, int attempts, string reason);

    [LoggerMessage(EventId = 2405, Level = LogLevel.Warning, Message = "The relay publishes nothing: it stands at the {EventType} at position {Position} until it is resumed")]
    public static partial void Standing(ILogger logger, string eventType, long position);

    [LoggerMessage(EventId = 2406, Level = LogLevel.Information, Message = "The relay is paused")]
    public static partial void Paused(ILogger logger);

    [LoggerMessage(EventId = 2407, Level = LogLevel.Information, Message = "The relay publishes, or stands by while another node does")]
    public static partial void Opened(ILogger logger);
}
