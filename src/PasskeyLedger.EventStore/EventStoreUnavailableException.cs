namespace PasskeyLedger.EventStore;

/// <summary>The database cannot be reached, or went away before it said whether an append was committed.</summary>
public sealed class EventStoreUnavailableException(string message, Exception? innerException)
    : Exception(message, innerException);
