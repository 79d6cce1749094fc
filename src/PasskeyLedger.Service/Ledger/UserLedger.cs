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
internal sealed class UserLedger(IEventStore store, NpgsqlEventStore stored)
{
    /// <summary>The kind of claim that keeps a credential id unique in its pool.</summary>
    public const string CredentialClaim = "credential";

    /// <summary>The user's state, folded from all events.</summary>
    public async Task<LoadedUser> LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var slice = await stored.ReadStreamAsync(StreamOf(caller), ReadRange.All, cancellationToken);
        var state = slice.Events.Aggregate(
            UserPasskeys.None,
            (state, item) => state.Evolve(StoredEvents.Read(item.Type, item.Data.Span), item.Timestamp));
        return new(state, slice.StreamVersion);
    }

    /// <summary>
    /// Appends what was decided. A credential that is completed claims its id in the pool, one that is deleted gives it back,
    /// and the credential read model changes in the same transaction.
    /// </summary>
    public Task<AppendOutcome> AppendAsync(
        CallContext context,
        CallOrigin origin,
        IReadOnlyList<IStoredEvent> events,
        ExpectedVersion expected,
        CancellationToken cancellationToken)
    {
        var stream = StreamOf(context.Caller);
        return store.AppendAsync(
            new Append
            {
                Stream = stream,
                StreamType = LedgerStreams.UserStreamType,
                Expected = expected,
                Events = [.. events.Select(@event => EventEnvelope.Of(@event, context, origin))],
                Claims = [.. events.OfType<RegistrationCompleted>().Select(completed => new Claim(CredentialClaim, completed.CredentialId))],
                Releases = [.. events.OfType<CredentialDeleted>().Select(deleted => new Claim(CredentialClaim, deleted.CredentialId))],
                Rows = [.. events.SelectMany(@event => CredentialProjection.Project(stream, @event, context.Now))],
            },
            cancellationToken);
    }

    private static StreamId StreamOf(Caller caller) => LedgerStreams.User(caller.Pool.Value, caller.Sub.Value);
}

/// <summary>A user's state and the version of the stream that it was folded to.</summary>
internal sealed record LoadedUser(UserPasskeys State, long Version);
