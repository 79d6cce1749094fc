namespace PasskeyLedger.EventStore;

/// <summary>More appends or reads are waiting than the event store takes on. Nothing was written; trying again later may work.</summary>
public sealed class EventStoreBusyException(int waiting)
    : Exception($"The event store is busy: {waiting} requests are waiting.");
