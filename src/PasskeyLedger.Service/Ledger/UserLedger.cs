using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.ReadModels.Credentials;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Ledger;

/// <summary>One user's stream: its state, and the events that a decision adds to it.</summary>
/// <param name="store">Seals what is personal in the events that go in.</param>
/// <param name="stored">The events as they are stored: a decision needs nothing personal, so folding them asks for no key.</param>
internal sealed class UserLedger(IEventStore store, IEventStore stored, UserCache cache)
{
    /// <summary>The kind of claim that keeps a credential id unique in its pool.</summary>
    public const string CredentialClaim = "credential";

    /// <summary>After how many events more a user's state is kept as a snapshot: at most about twice as many are ever read to decide.</summary>
    public const int EventsBetweenSnapshots = 100;

    /// <summary>What this node remembers of the user, or null. Another node may have appended since.</summary>
    public LoadedUser? Remembered(Caller caller) => cache.Find(StreamOf(caller));

    /// <summary>The user's state as it is now, folded from what is remembered or kept and all events after that.</summary>
    public async Task<LoadedUser> LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var stream = StreamOf(caller);
        var loaded = await LoadAsync(stream, cache.Find(stream), cancellationToken);
        cache.Keep(stream, loaded);
        return loaded;
    }

    /// <summary>The user's state after one more event of the stream.</summary>
    public static UserPasskeys Evolve(UserPasskeys state, StoredEvent next) =>
        state.Evolve(StoredEvents.Read(next.Type, next.Data.Span), next.Timestamp);

    /// <summary>
    /// Appends what was decided. A credential that is completed claims its id in the pool, one that is deleted gives it back,
    /// and the credential read model changes in the same transaction.
    /// </summary>
    /// <param name="decidedOn">What the user has to be at still; null where that does not matter.</param>
    public async Task<AppendOutcome> AppendAsync(
        CallContext context,
        CallOrigin origin,
        IReadOnlyList<IStoredEvent> events,
        LoadedUser? decidedOn,
        CancellationToken cancellationToken)
    {
        var stream = StreamOf(context.Caller);
        var outcome = await store.AppendAsync(
            new Append
            {
                Stream = stream,
                StreamType = LedgerStreams.UserStreamType,
                Expected = decidedOn is null ? ExpectedVersion.Any : ExpectedVersion.Exactly(decidedOn.Version),
                Events = [.. events.Select(@event => EventEnvelope.Of(@event, context, origin))],
                Claims = [.. events.OfType<RegistrationCompleted>().Select(completed => new Claim(CredentialClaim, completed.CredentialId))],
                Releases = [.. events.OfType<CredentialDeleted>().Select(deleted => new Claim(CredentialClaim, deleted.CredentialId))],
                Rows = [.. events.SelectMany(@event => CredentialProjection.Project(stream, @event, context.Now))],
            },
            cancellationToken);

        // What follows the state that is known is known as well. Where others' events came in between, the next decision finds that out.
        if (outcome is AppendOutcome.Committed committed
            && (decidedOn ?? cache.Find(stream)) is { } before
            && before.Version + events.Count == committed.Version)
        {
            var state = events.Aggregate(before.State, (state, @event) => state.Evolve(@event, context.Now));
            cache.Keep(stream, Snapshot(stream, before.Version, new(state, committed.Version)));
        }

        return outcome;
    }

    private async Task<LoadedUser> LoadAsync(StreamId stream, LoadedUser? known, CancellationToken cancellationToken)
    {
        var from = known ?? LoadedUser.None;
        var slice = await stored.ReadStreamAsync(
            stream, new ReadRange(AfterVersion: from.Version) { SnapshotSchema = UserPasskeysForm.Schema }, cancellationToken);

        // The database was set back behind what is remembered (a backup, another server): what is remembered never happened.
        if (slice.StreamVersion < from.Version)
        {
            cache.Forget(stream);
            return await LoadAsync(stream, known: null, cancellationToken);
        }

        if (slice.Snapshot is { } kept)
        {
            if (UserPasskeysForm.Read(kept.State.Span) is not { } state)
                return Snapshot(stream, 0, Fold(LoadedUser.None, await stored.ReadStreamAsync(stream, ReadRange.All, cancellationToken)));
            from = new(state, kept.Version);
        }

        return Snapshot(stream, from.Version, Fold(from, slice));
    }

    private static LoadedUser Fold(LoadedUser from, StreamSlice slice)
    {
        var user = from;
        foreach (var next in slice.Events)
        {
            if (next.Version != user.Version + 1)
                throw new InvalidOperationException($"The stream {next.Stream} was read from version {next.Version} on, and its state is that of version {user.Version}.");
            user = new(Evolve(user.State, next), next.Version);
        }

        return user.Version == slice.StreamVersion
            ? user
            : throw new InvalidOperationException($"A stream at version {slice.StreamVersion} was read up to version {user.Version} alone.");
    }

    /// <summary>Has the state kept where the stream has grown enough since a version that was remembered or kept.</summary>
    private LoadedUser Snapshot(StreamId stream, long since, LoadedUser user)
    {
        if (user.Version / EventsBetweenSnapshots > since / EventsBetweenSnapshots)
            stored.OfferSnapshot(stream, new(user.Version, UserPasskeysForm.Schema, UserPasskeysForm.Write(user.State)));
        return user;
    }

    private static StreamId StreamOf(Caller caller) => LedgerStreams.User(caller.Pool.Value, caller.Sub.Value);
}

/// <summary>A user's state and the version of the stream that it was folded to.</summary>
internal sealed record LoadedUser(UserPasskeys State, long Version)
{
    public static LoadedUser None { get; } = new(UserPasskeys.None, 0);
}
