using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Tests;

/// <summary>Events that hold everything personal there is, in words that nothing else holds.</summary>
internal static class Personal
{
    public const string Address = "203.0.113.77";
    public const string Agent = "Mozilla/5.0 (Secret \"Phone\"; ü€😀) \\ Browser/1";
    public const string Detail = "the origin 'https://secret.example' is not one of the relying party's";

    public static readonly byte[] ClientData = Encoding.UTF8.GetBytes("""{"type":"webauthn.create","challenge":"c2VjcmV0","origin":"https://secret.example"}""");

    public static readonly byte[] Evidence = Encoding.UTF8.GetBytes("""{"id":"secret","response":{}}""");

    public static EventHeaders Headers { get; } = new() { RequestId = "request-1", SourceAddress = Address, UserAgent = Agent, ClientId = "client-1" };

    public static RegistrationCompleted Completed { get; } = new()
    {
        RegistrationId = "0190163d-8694-739b-aea5-966c26f8ad91",
        Challenge = "c2VjcmV0",
        CredentialId = "AAAA",
        PublicKey = new byte[] { 1, 2, 3 },
        Algorithm = -7,
        Aaguid = "00000000-0000-0000-0000-000000000000",
        Format = "none",
        SignCount = 0,
        Flags = new() { UserPresent = true, UserVerified = true, BackupEligible = false, BackedUp = false },
        Transports = ["usb"],
        Attestation = AttestationTrust.None,
        RelyingPartyId = "example.com",
        FriendlyName = "Security key",
        ClientDataJSON = ClientData,
        ClientDataSha256 = new string('a', 64),
        AttestationObject = new byte[] { 4, 5, 6 },
        PoolVersion = 1,
    };

    public static RegistrationRejected Rejected { get; } = new()
    {
        Operation = "CompleteWebAuthnRegistration",
        Reason = RejectionReason.OriginNotAllowed,
        Exception = "WebAuthnOriginNotAllowedException",
        Detail = Detail,
        Step = "7.1 step 9",
        Evidence = new() { Sha256 = new string('b', 64), Size = Evidence.Length, Raw = Evidence },
        PoolVersion = 1,
    };

    public static NewEvent Event(IStoredEvent content, EventHeaders? headers = null) => Given.Event(content.StoredName) with
    {
        ClrType = StoredEvents.ClrTypeName(content),
        Data = content.ToJson(),
        Headers = (headers ?? Headers).ToJson(),
    };

    /// <summary>The event as its contract reads it.</summary>
    public static IStoredEvent Content(this StoredEvent stored) => StoredEvents.Read(stored.Type, stored.Data.Span);

    public static EventHeaders From(this StoredEvent stored) => EventHeaders.FromJson(stored.Headers.Span);

    /// <summary>Holds nothing of what is personal, in any of the forms that it could be stored in.</summary>
    public static void ShouldHoldNothingPersonal(this string text)
    {
        text.ShouldNotContain(Address);
        text.ShouldNotContain("Secret");
        text.ShouldNotContain("secret.example");
        text.ShouldNotContain(Convert.ToBase64String(ClientData)[..40]);
        text.ShouldNotContain(Convert.ToBase64String(Evidence)[..30]);
    }
}
