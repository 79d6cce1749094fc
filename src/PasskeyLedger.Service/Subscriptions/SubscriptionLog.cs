namespace PasskeyLedger.Service.Subscriptions;

internal static partial class SubscriptionLog
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "The subscription {Name} failed; it is started again in {Wait}")]
    public static partial void Failed(ILogger logger, string name, TimeSpan wait, Exception failure);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "The subscription {Name} lost its database ({Cause}); it goes on when that is back")]
    public static partial void Interrupted(ILogger logger, string name, string cause);
}
