using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData;

/// <summary>Opens events that were read as they are stored: a page at a time, with one question to the database for the keys that are not in memory.</summary>
/// <param name="opensDataOf">
/// Whether an event's data is opened beside its headers, by the name that it is stored under; else that stays as it is stored, in the shape
/// that its contract says. Null: of all.
/// </param>
public sealed class EventOpening(PersonalKeys keys, Func<string, bool>? opensDataOf = null)
{
    /// <summary>Opens events that were read as they are stored.</summary>
    /// <param name="connection">Where to look for keys, and where its failures come from; null: anywhere, and they come as <see cref="EventStoreUnavailableException"/>.</param>
    /// <exception cref="PersonalKeyException">The key-encryption key is missing, or another one.</exception>
    public async Task<IReadOnlyList<StoredEvent>> OpenAsync(
        NpgsqlConnection? connection, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var found = new SealedEvent[events.Count];
        HashSet<(StreamId, Guid)> needed = [];
        for (var index = 0; index < found.Length; index++)
        {
            found[index] = SealedEvent.Of(events[index], opensDataOf?.Invoke(events[index].Type) ?? true);
            foreach (var key in found[index].KeyIds)
                needed.Add((found[index].Stream, key));
        }

        if (needed.Count == 0)
            return events;
        var rings = await keys.ForOpeningAsync(needed, connection, cancellationToken);
        return Array.ConvertAll(found, one => one.Open(rings.GetValueOrDefault(one.Stream, KeyRing.Empty)));
    }
}
