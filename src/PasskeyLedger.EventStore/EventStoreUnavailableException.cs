namespace PasskeyLedger.EventStore;

/// <summary>The database cannot be reached, or went away before it said whether an append was committed.</summary>
public sealed class EventStoreUnavailableException(string message, Exception? innerException)
    : Exception(message, innerException)
{
    /// <summary>
    /// The failure means that the database is away, and not that something is wrong with what was asked: for who asks the event
    /// store's database beside the store.
    /// </summary>
    public static bool IsMeantBy(Exception failure) => DatabaseFailure.IsUnavailable(failure);

    /// <summary>Such a failure as this exception.</summary>
    public static EventStoreUnavailableException Of(Exception failure) => DatabaseFailure.Unavailable(failure);
}
