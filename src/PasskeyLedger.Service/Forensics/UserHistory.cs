using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Forensics;

/// <summary>What happened to a user up to a moment, and the state that it comes to.</summary>
/// <param name="Exists">Whether there is any event of the user, by that moment or later.</param>
internal sealed record UserHistory(string Pool, string Sub, Moment Until, bool Exists, IReadOnlyList<RecordedEvent> Events, UserPasskeys State)
{
    /// <summary>The events by which the user's passkeys of then came about, oldest first.</summary>
    public IEnumerable<(StoredEvent Stored, RegistrationCompleted Completed)> Passkeys => Events
        .Where(recorded => recorded.Event is RegistrationCompleted completed && State.Passkeys.ContainsKey(new(completed.CredentialId)))
        .Select(recorded => (recorded.Stored, (RegistrationCompleted)recorded.Event))
        // A credential id that was deleted may have come back.
        .GroupBy(passkey => passkey.Item2.CredentialId, StringComparer.Ordinal)
        .Select(registrations => registrations.Last());

    /// <summary>Reads it up to the first event that was not by that moment, as the audit does: none is decided on without those before it.</summary>
    /// <exception cref="UnreadableEventException">An event is not one that this version knows.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<UserHistory> ReadAsync(
        IEventStore store, string pool, string sub, Moment until, CancellationToken cancellationToken)
    {
        var slice = await store.ReadStreamAsync(LedgerStreams.User(pool, sub), ReadRange.All, cancellationToken);
        IReadOnlyList<RecordedEvent> events = [.. slice.Events.TakeWhile(until.Reaches).Select(RecordedEvent.Of)];
        var state = events.Aggregate(UserPasskeys.None, (state, recorded) => state.Evolve(recorded.Event, recorded.Stored.Timestamp));
        return new(pool, sub, until, slice.StreamVersion > 0, events, state);
    }
}
