using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.Service.Subscriptions;

/// <summary>How far a subscription is behind the log.</summary>
/// <param name="Events">Positions between its checkpoint and the log's end. The few that stayed empty count, too.</param>
/// <param name="Time">How long ago the event happened that it handles next; zero where it has handled all.</param>
internal readonly record struct SubscriptionLag(string Name, long Events, TimeSpan Time)
{
    public static SubscriptionLag Of(SubscriptionProgress progress, DateTimeOffset now) => progress.BehindSince is { } since
        ? new(progress.Name, progress.Head - progress.Position, now > since ? now - since : TimeSpan.Zero)
        : new(progress.Name, 0, TimeSpan.Zero);
}
