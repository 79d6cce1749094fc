using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData;

/// <summary>
/// An event store in which personal data is kept encrypted: what goes in is sealed with a key of the stream's own, and what
/// comes out is opened, or told to be erased (<see cref="StoredEvent.Unreadable"/>). The store behind it knows the sealed form alone.
/// </summary>
/// <remarks>
/// The first append to a stream stores the key in its own transaction, and each later one is refused by the database where
/// its key is destroyed by then; it is then sealed anew with another. Both hold the stream's row meanwhile, so neither can miss the other.
/// </remarks>
/// <param name="stored">Where the events are. Who needs nothing personal reads them there, without a key being asked for.</param>
/// <param name="opensDataOf">As of an <see cref="EventOpening"/>, for what comes out. What goes in is sealed whole.</param>
public sealed class SealedEventStore(IEventStore stored, PersonalKeys keys, Func<string, bool>? opensDataOf = null) : IEventStore
{
    private readonly EventOpening opening = new(keys, opensDataOf);

    // Each lost attempt means that the user was erased meanwhile.
    private const int MostAttempts = 5;

    /// <inheritdoc/>
    /// <exception cref="PersonalKeyException">The key-encryption key is missing, or another one.</exception>
    public async Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        var seals = new EventSeal[append.Events.Count];
        for (var index = 0; index < seals.Length; index++)
            seals[index] = EventSeal.Of(append.Events[index]);
        if (!Array.Exists(seals, seal => seal.HoldsPersonalData))
            return await stored.AppendAsync(append, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            var key = await keys.ForSealingAsync(append, cancellationToken);
            try
            {
                var outcome = await stored.AppendAsync(
                    append with
                    {
                        Events = Array.ConvertAll(seals, seal => seal.Seal(append.Stream, key.Key)),
                        Rows = [.. append.Rows, key.Row],
                    },
                    cancellationToken);
                if (outcome is AppendOutcome.Committed)
                    keys.Committed(append.Stream, key);
                return outcome;
            }
            catch (AppendFailedException failure) when (failure.SqlState == PersonalKeyTable.NotThere && attempt < MostAttempts)
            {
                keys.Forget(append.Stream);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="PersonalKeyException">The key-encryption key is missing, or another one.</exception>
    public async Task<StreamSlice> ReadStreamAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken)
    {
        var slice = await stored.ReadStreamAsync(stream, range, cancellationToken);
        return slice with { Events = await opening.OpenAsync(connection: null, slice.Events, cancellationToken) };
    }

    /// <inheritdoc/>
    /// <remarks>It is kept as it is offered: nothing personal may be in it.</remarks>
    public void OfferSnapshot(StreamId stream, StreamSnapshot snapshot) => stored.OfferSnapshot(stream, snapshot);

    /// <inheritdoc/>
    /// <exception cref="PersonalKeyException">The key-encryption key is missing, or another one.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadLogAsync(long afterPosition, int most, CancellationToken cancellationToken) =>
        await opening.OpenAsync(connection: null, await stored.ReadLogAsync(afterPosition, most, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task SubscribeAsync(Subscription subscription, CancellationToken cancellationToken) => stored.SubscribeAsync(
        subscription with
        {
            Handle = async (batch, token) =>
                await subscription.Handle(batch with { Events = await opening.OpenAsync(batch.Connection, batch.Events, token) }, token),
        },
        cancellationToken);
}
