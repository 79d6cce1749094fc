using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration.Tests;

/// <summary>
/// One user's story in the words Given (what happened), When (what is asked now) and Then (what is decided).
/// The ceremony is the real one, answered by the software authenticator.
/// </summary>
internal sealed class Scenario
{
    public const string Origin = "https://example.com";

    private static readonly AttestationVerifier Verifier = new();
    private readonly List<(IStoredEvent Event, DateTimeOffset At)> happened = [];

    public static UserPoolSettings Pool { get; } = new()
    {
        Id = "pool",
        Issuer = "https://issuer.example",
        Clients = [],
        WebAuthn = new WebAuthnSettings
        {
            Enabled = true,
            RelyingPartyId = "example.com",
            Origins = [],
            AllowCrossOrigin = false,
            UserVerification = UserVerification.Preferred,
            Algorithms = [-7, -257],
            Attestation = new AttestationSettings
            {
                Conveyance = AttestationConveyance.None,
                Formats = [],
                TrustAnchors = [],
                AllowedAaguids = [],
                DeniedAaguids = [],
            },
            CredentialLimit = 20,
            ChallengeLifetimeSeconds = 300,
        },
        NetworkRules = [],
        RateLimits = new RateLimits(),
    };

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public UserPoolSettings Settings { get; private set; } = Pool;

    public ClientId Client { get; private set; } = new("client-1");

    public PoolTrust Trust { get; private set; } = PoolTrust.None;

    /// <summary>The state that what happened folds to.</summary>
    public UserPasskeys State => happened.Aggregate(UserPasskeys.None, (state, entry) => state.Evolve(entry.Event, entry.At));

    public Scenario Given(params IStoredEvent[] events)
    {
        happened.AddRange(events.Select(@event => (@event, Now)));
        return this;
    }

    public Scenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Scenario Under(Func<WebAuthnSettings, WebAuthnSettings> change)
    {
        Settings = Settings with { WebAuthn = change(Settings.WebAuthn) };
        return this;
    }

    public Scenario UnderPool(Func<UserPoolSettings, UserPoolSettings> change)
    {
        Settings = change(Settings);
        return this;
    }

    public Scenario Trusting(PoolTrust trust)
    {
        Trust = trust;
        return this;
    }

    public Scenario As(string client)
    {
        Client = new(client);
        return this;
    }

    /// <summary>A registration is started, and its event happens.</summary>
    public RegistrationStarted Started()
    {
        var started = WhenStarting().ShouldBeOfType<Decision.Accepted>().Events.ShouldHaveSingleItem().ShouldBeOfType<RegistrationStarted>();
        Given(started);
        return started;
    }

    /// <summary>A registration is started and completed, and its events happen.</summary>
    public RegistrationCompleted Completed(SoftwareAuthenticator? authenticator = null)
    {
        var answer = Answer(Started(), authenticator);
        var completed = WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldHaveSingleItem().ShouldBeOfType<RegistrationCompleted>();
        Given(completed);
        return completed;
    }

    public Decision WhenStarting() => StartRegistration.Decide(
        State,
        new(Context("StartWebAuthnRegistration"), new(Guid.CreateVersion7(Now).ToString("D")), Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()));

    public Decision WhenCompleting(MadeRegistration answer) => Decide(State, Command(answer));

    public Decision WhenDeleting(string credentialId) =>
        DeleteCredential.Decide(State, new(Context("DeleteWebAuthnCredential"), new(credentialId)));

    public CompleteRegistration.Command Command(MadeRegistration answer) => new(
        Context("CompleteWebAuthnRegistration"),
        RegistrationResponse.Parse(answer.ToJsonElement()),
        Encoding.UTF8.GetBytes(answer.Json),
        Trust);

    public static MadeRegistration Answer(RegistrationStarted started, SoftwareAuthenticator? authenticator = null) =>
        (authenticator ?? new SoftwareAuthenticator()).Register(new RegistrationCeremony
        {
            Challenge = System.Buffers.Text.Base64Url.DecodeFromChars(started.Challenge),
            RpId = started.RelyingPartyId,
            Origin = Origin,
        });

    private static Decision Decide(UserPasskeys state, CompleteRegistration.Command command)
    {
        var verdict = CompleteRegistration.Expect(state, command) is { } expectations
            ? Verifier.Verify(((ParsedRegistration.Accepted)command.Credential).Response, expectations)
            : null;
        return CompleteRegistration.Decide(state, command, verdict);
    }

    private CallContext Context(string operation) =>
        new(operation, new(new(Settings.Id), new("sub-1"), Client, "alice"), Settings, PoolVersion: 7, Now);
}
