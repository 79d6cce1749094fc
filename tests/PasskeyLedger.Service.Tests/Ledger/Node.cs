using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service.Tests.Ledger;

/// <summary>One node of the service, below its edge: the commands of one user on a store that is observed, with a cache of its own.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly UserPoolSettings Pool = TestPools.Pool("pool", "https://issuer.example");

    private static readonly CallOrigin Origin = new() { Address = null, Headers = new HeaderDictionary(), RequestId = "request-1" };

    private readonly NpgsqlEventStore store;
    private readonly string sub;
    private readonly UserCommands commands;
    private readonly AttestationVerifier verifier = new();

    public Node(PostgresDatabase database, string sub = "alice", int mostUsers = 1000)
    {
        this.sub = sub;
        Cache = new(new UserCacheSettings(mostUsers, MostMegabytes: 10));
        store = new(database.DataSource, new() { Writers = 1, Readers = 1, ConnectionOpened = Cache.Clear });
        Store = new(store);
        Users = new(Store, Store, Cache);
        commands = new(Users);
    }

    public UserCache Cache { get; }

    public ObservedStore Store { get; }

    public UserLedger Users { get; }

    public StreamId Stream => LedgerStreams.User(Pool.Id, sub);

    public Caller Caller => new(new(Pool.Id), new(sub), new("client-1"), "alice");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async Task<MadeRegistration> StartAsync()
    {
        var context = Context("StartWebAuthnRegistration");
        var command = new StartRegistration.Command(context, new(Guid.CreateVersion7().ToString("D")), RandomNumberGenerator.GetBytes(StartRegistration.ChallengeBytes));
        var decided = await ExecuteAsync(context, state => StartRegistration.Decide(state, command), presumed: LoadedUser.None);
        var started = (RegistrationStarted)((Decision.Accepted)decided).Events.Single();
        return new SoftwareAuthenticator().Register(new RegistrationCeremony
        {
            Challenge = System.Buffers.Text.Base64Url.DecodeFromChars(started.Challenge),
            RpId = started.RelyingPartyId,
            Origin = "https://example.com",
        });
    }

    public Task<Decision> CompleteAsync(MadeRegistration answer)
    {
        var context = Context("CompleteWebAuthnRegistration");
        var command = new CompleteRegistration.Command(
            context, RegistrationResponse.Parse(answer.ToJsonElement()), Encoding.UTF8.GetBytes(answer.Json), PoolTrust.None);
        return ExecuteAsync(context, state => CompleteRegistration.Decide(
            state,
            command,
            CompleteRegistration.Expect(state, command) is { } expectations
                ? verifier.Verify(((ParsedRegistration.Accepted)command.Credential).Response, expectations)
                : null));
    }

    public Task<Decision> DeleteAsync(string credentialId)
    {
        var context = Context("DeleteWebAuthnCredential");
        return ExecuteAsync(context, state => DeleteCredential.Decide(state, new(context, new(credentialId))));
    }

    /// <summary>The user's state by all events, without cache and snapshots, in its form.</summary>
    public async Task<string> StateOfAllEventsAsync()
    {
        var all = await store.ReadStreamAsync(Stream, ReadRange.All, Cancelled);
        return Text(all.Events.Aggregate(
            UserPasskeys.None, (state, stored) => state.Evolve(StoredEvents.Read(stored.Type, stored.Data.Span), stored.Timestamp)));
    }

    public static string Text(UserPasskeys state) => Encoding.UTF8.GetString(UserPasskeysForm.Write(state));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<Decision> ExecuteAsync(CallContext context, Func<UserPasskeys, Decision> decide, LoadedUser? presumed = null) =>
        (await commands.ExecuteAsync(context, Origin, decide, refuseClaimed: null, presumed, Cancelled)).Decision;

    private CallContext Context(string operation) => new(operation, Caller, Pool, PoolVersion: 1, LedgerTime.Now(TimeProvider.System));
}
