using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Benchmarks.Deciding;

/// <summary>A ledger of registrations as the domain decides them: half without attestation, a quarter each with self attestation and with certificates.</summary>
internal static class RecordedRegistrations
{
    private const string Pool = "eu-central-1_Benchmark";
    private const int Callers = 64;
    private static readonly AttestationVerifier Verifier = new();
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IAttestationFormat[] Formats = [new NoneAttestation(), new PackedSelfAttestation(), new NoneAttestation(), new PackedAttestation()];
    private static readonly AuthenticatorKey[] Keys = [.. Enumerable.Range(0, 64).Select(_ => AuthenticatorKey.Create(CoseAlgorithm.ES256))];

    /// <summary>The model of every hundredth registration.</summary>
    public static Guid DeniedModel { get; } = new("deadbeef-0000-4000-8000-000000000001");

    private static UserPoolSettings Settings { get; } = new()
    {
        Id = Pool,
        Issuer = "https://issuer.example",
        Clients = [],
        WebAuthn = new()
        {
            Enabled = true,
            RelyingPartyId = "example.com",
            Origins = [],
            AllowCrossOrigin = false,
            UserVerification = UserVerification.Preferred,
            Algorithms = [(int)CoseAlgorithm.ES256, (int)CoseAlgorithm.RS256],
            Attestation = new() { Conveyance = AttestationConveyance.Direct, Formats = [], TrustAnchors = [], AllowedAaguids = [], DeniedAaguids = [] },
            CredentialLimit = 20,
            ChallengeLifetimeSeconds = 300,
        },
        NetworkRules = [],
        RateLimits = new(),
    };

    public static int CountOfDenied(int registrations) => (registrations + 99) / 100;

    /// <summary>Appends the pool, and a user a registration with both events.</summary>
    public static async Task AppendAsync(NpgsqlDataSource database, int registrations, CancellationToken cancellationToken)
    {
        await using var store = new NpgsqlEventStore(database);
        await store.AppendAsync(
            AppendOf(LedgerStreams.Pool(Pool), LedgerStreams.PoolStreamType, [new UserPoolConfigured { Settings = Settings }], Begin), cancellationToken);
        await Parallel.ForAsync(0, registrations, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken }, async (number, token) =>
        {
            var at = Begin.AddSeconds(number);
            var sub = string.Create(CultureInfo.InvariantCulture, $"user-{number}");
            await store.AppendAsync(AppendOf(LedgerStreams.User(Pool, sub), LedgerStreams.UserStreamType, Register(number, sub, at), at), token);
        });
    }

    private static IReadOnlyList<IStoredEvent> Register(int number, string sub, DateTimeOffset at)
    {
        var caller = new Caller(new(Pool), new(sub), new("1h57kf5cpq17m0eml12EXAMPLE"), sub);
        var context = new CallContext("CompleteWebAuthnRegistration", caller, Settings, PoolVersion: 1, at);
        var challenge = RandomNumberGenerator.GetBytes(StartRegistration.ChallengeBytes);
        var started = Accepted(StartRegistration.Decide(
            UserPasskeys.None, new(context, new(Guid.CreateVersion7(at).ToString()), challenge)));
        var made = new SoftwareAuthenticator
        {
            Attestation = Formats[number % Formats.Length],
            Key = Keys[number % Keys.Length],
            Aaguid = number % 100 == 0 ? DeniedModel : Guid.Empty,
        }.Register(new() { Challenge = challenge, RpId = "example.com", Origin = "https://example.com", Algorithms = [CoseAlgorithm.ES256] });

        var state = UserPasskeys.None.Evolve(started, at);
        var command = new CompleteRegistration.Command(context, RegistrationResponse.Parse(made.ToJsonElement()), default, PoolTrust.None);
        var verdict = Verifier.Verify(((ParsedRegistration.Accepted)command.Credential).Response, CompleteRegistration.Expect(state, command)!);
        return [started, Accepted(CompleteRegistration.Decide(state, command, verdict))];
    }

    /// <exception cref="InvalidOperationException">It is refused.</exception>
    private static IStoredEvent Accepted(Decision decision) => decision is Decision.Accepted { Events: [var @event] }
        ? @event
        : throw new InvalidOperationException($"A registration without a fault is refused: {decision}.");

    private static Append AppendOf(StreamId stream, string type, IReadOnlyList<IStoredEvent> events, DateTimeOffset at) => new()
    {
        Stream = stream,
        StreamType = type,
        Expected = ExpectedVersion.NoStream,
        Events =
        [
            .. events.Select(@event => new NewEvent
            {
                Id = Guid.CreateVersion7(at),
                Type = @event.StoredName,
                ClrType = StoredEvents.ClrTypeName(@event),
                Data = @event.ToJson(),
                Timestamp = at,
            }),
        ],
    };
}
