using System.Globalization;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Forensics;

/// <summary>An event of the ledger, as it is stored and as it is meant.</summary>
internal sealed record RecordedEvent(StoredEvent Stored, IStoredEvent Event)
{
    /// <exception cref="UnreadableEventException">It is no event that this version knows.</exception>
    public static RecordedEvent Of(StoredEvent stored)
    {
        try
        {
            return new(stored, StoredEvents.Read(stored.Type, stored.Data.Span));
        }
        catch (ContractViolationException unknown)
        {
            throw new UnreadableEventException(stored, unknown);
        }
    }
}

/// <summary>An event of the ledger cannot be read. What it says is not repeated.</summary>
internal sealed class UnreadableEventException(StoredEvent stored, ContractViolationException innerException)
    : Exception(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The event at position {stored.Position}, version {stored.Version} of {stored.Stream}, is not one that this version of passkey-ledger can read."),
        innerException);
