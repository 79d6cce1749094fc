using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData.Erasing;

/// <summary>Destroys the keys of a user's personal data and records it, in one transaction.</summary>
/// <param name="stored">The events as they are stored: erasing opens nothing.</param>
public sealed class UserErasure(IEventStore stored, PersonalKeys keys)
{
    /// <summary>The name that the record of an erasure is stored under.</summary>
    internal static readonly string StoredName = new UserErased { Reason = "", ErasedBy = "", KeyIds = [] }.StoredName;

    /// <summary>Erases it, again from the start where the user does something in between.</summary>
    /// <param name="stream">The user's stream.</param>
    /// <param name="reason">Why: 1 to 512 characters.</param>
    /// <param name="erasedBy">Who has it erased.</param>
    /// <param name="at">Now, in whole microseconds.</param>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached, or the commit's fate could not be found out: try again.</exception>
    public async Task<ErasureOutcome> EraseAsync(
        StreamId stream, string reason, string erasedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slice = await stored.ReadStreamAsync(stream, ReadRange.All, cancellationToken);
            if (slice.StreamVersion == 0)
                return new ErasureOutcome.Unknown();

            // Read after the stream: a key that comes later comes with an event, and that is a conflict below.
            var ids = await keys.ReadLiveIdsAsync(stream, cancellationToken);
            long[] plain = [.. slice.Events.Where(item => SealedEvent.Of(item).Plain.Count > 0).Select(item => item.Version)];
            if (ids.Count == 0 && slice.Events.LastOrDefault(item => item.Type == StoredName) is { } before)
                return new ErasureOutcome.AlreadyErased(before.Timestamp, plain);

            var erased = new UserErased { Reason = reason, ErasedBy = erasedBy, KeyIds = [.. ids.Select(id => id.ToString())] };
            if (await AppendAsync(AppendOf(stream, slice.StreamVersion, erased, at), cancellationToken) is AppendOutcome.Committed committed)
                return new ErasureOutcome.Erased(ids, committed.Version, committed.Position, plain);
        }
    }

    private async Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        try
        {
            return await stored.AppendAsync(append, cancellationToken);
        }
        finally
        {
            // Also where the outcome could not be found out.
            keys.Forget(append.Stream);
        }
    }

    private static Append AppendOf(StreamId stream, long version, UserErased erased, DateTimeOffset at) => new()
    {
        Stream = stream,
        Expected = ExpectedVersion.Exactly(version),
        Events =
        [
            new()
            {
                Id = Guid.CreateVersion7(at),
                Type = StoredName,
                ClrType = StoredEvents.ClrTypeName(erased),
                Data = erased.ToJson(),
                Timestamp = at,
            },
        ],
        Rows = [PersonalKeyTable.Destroy(stream, at)],
    };
}
