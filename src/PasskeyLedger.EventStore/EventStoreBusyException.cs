namespace PasskeyLedger.EventStore;

/// <summary>More appends are waiting than the event store takes on. Nothing was written; trying again later may work.</summary>
public sealed class EventStoreBusyException(int waiting)
    : Exception($"The event store is busy: {waiting} appends are waiting.");
