using System.Buffers.Text;
using System.Security.Cryptography;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>
/// The two appends of a registration, with events as large as the service writes them. Ids differ from one to the next; the events'
/// JSON is made once, so that the appending is measured and not the making of events.
/// </summary>
internal static class RegistrationAppends
{
    public const string Pool = "eu-central-1_Benchmark";
    private const string Registration = "01990f3c-6f5e-7c7a-9d53-0c1f5a3b7e21";
    private static readonly string Challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
    private static readonly IStoredEvent StartedEvent = MakeStarted();
    private static readonly IStoredEvent CompletedEvent = MakeCompleted(new SoftwareAuthenticator().Register(RegistrationCeremony.Example()));
    private static readonly byte[] StartedJson = StartedEvent.ToJson();
    private static readonly byte[] CompletedJson = CompletedEvent.ToJson();

    /// <summary>Where the calls came from.</summary>
    public static readonly byte[] HeadersJson = new EventHeaders
    {
        RequestId = "0af7651916cd43dd8448eb211c80319c",
        SourceAddress = "192.0.2.1",
        UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        ClientId = "1h57kf5cpq17m0eml12EXAMPLE",
    }.ToJson();

    /// <summary>A registration's two events, as they are stored.</summary>
    public static IReadOnlyList<(IStoredEvent Event, byte[] Json)> Events { get; } = [(StartedEvent, StartedJson), (CompletedEvent, CompletedJson)];

    /// <summary>A stream that nobody has appended to.</summary>
    public static StreamId NewUser() => LedgerStreams.User(Pool, Guid.NewGuid().ToString());

    public static Append Started(StreamId user, ExpectedVersion expected) => Append(user, expected, StartedEvent, StartedJson);

    public static Append Completed(StreamId user) => Append(user, ExpectedVersion.Exactly(1), CompletedEvent, CompletedJson);

    private static Append Append(StreamId user, ExpectedVersion expected, IStoredEvent @event, byte[] json)
    {
        var now = DateTimeOffset.UtcNow;
        return new Append
        {
            Stream = user,
            StreamType = LedgerStreams.UserStreamType,
            Expected = expected,
            Events =
            [
                new NewEvent
                {
                    Id = Guid.CreateVersion7(now),
                    Type = @event.StoredName,
                    ClrType = StoredEvents.ClrTypeName(@event),
                    Data = json,
                    Timestamp = now,
                    Headers = HeadersJson,
                    CorrelationId = "0af7651916cd43dd8448eb211c80319c",
                    UserName = user.Key.Value,
                },
            ],
        };
    }

    private static RegistrationStarted MakeStarted() => new()
    {
        RegistrationId = Registration,
        Challenge = Challenge,
        RelyingPartyId = "example.com",
        ClientId = "1h57kf5cpq17m0eml12EXAMPLE",
        UserVerification = UserVerification.Preferred,
        Algorithms = [(int)CoseAlgorithm.ES256, (int)CoseAlgorithm.RS256],
        ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(5),
        PoolVersion = 1,
    };

    private static RegistrationCompleted MakeCompleted(MadeRegistration made) => new()
    {
        RegistrationId = Registration,
        Challenge = Challenge,
        CredentialId = made.CredentialIdText,
        PublicKey = made.Key.CosePublicKey.Encode(),
        Algorithm = (int)CoseAlgorithm.ES256,
        Aaguid = Guid.Empty.ToString(),
        Format = "none",
        SignCount = 0,
        Flags = new() { UserPresent = true, UserVerified = true, BackupEligible = false, BackedUp = false },
        Transports = ["internal"],
        Attachment = "platform",
        Attestation = AttestationTrust.None,
        RelyingPartyId = "example.com",
        FriendlyName = "Passkey on this device",
        ClientDataJSON = made.ClientDataJson,
        AttestationObject = made.AttestationObject,
        PoolVersion = 1,
    };
}
