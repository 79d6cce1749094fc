using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.CloudEvents;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>What an event looks like on the bus.</summary>
public sealed class CloudEventTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    private static readonly RegistrationRejected Rejected = new()
    {
        Operation = "CompleteWebAuthnRegistration",
        Reason = RejectionReason.OriginNotAllowed,
        Exception = "WebAuthnOriginNotAllowedException",
        Detail = "The origin \"https://phish.example\" is not allowed — näh.",
        Evidence = new() { Sha256 = new string('a', 64), Size = 3, Raw = new byte[] { 1, 2, 3 } },
        PoolVersion = 2,
    };

    private static readonly EventHeaders Headers = new()
    {
        RequestId = "request-1", SourceAddress = "192.0.2.1", UserAgent = "Firefox \"1\"", ClientId = "client-1", TraceId = TraceId, SpanId = SpanId,
    };

    [Fact]
    public void an_event_is_a_cloud_event_that_says_where_it_stands_in_the_ledger()
    {
        var stored = Stored(new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 7 });

        var message = new CloudEventWriter(new HashSet<string>()).Write([stored]).ShouldHaveSingleItem();

        message.Id.ShouldBe(stored.Id);
        message.RoutingKey.ShouldBe("eu-west-1_Ab12Cd34E.credential_deleted");
        Json(message).ShouldBe(
            $$$"""
            {"specversion":"1.0","id":"{{{stored.Id}}}","source":"urn:passkey-ledger:pool:eu-west-1_Ab12Cd34E","type":"credential_deleted",
            "subject":"alice/of/many","time":"2026-03-01T12:00:00.000123Z","datacontenttype":"application/json",
            "dataschema":"urn:passkey-ledger:schema:0.1:credential_deleted","pool":"eu-west-1_Ab12Cd34E","stream":"passkeys/alice/of/many",
            "version":"3","position":"4294967297","traceparent":"00-{{{TraceId}}}-{{{SpanId}}}-00","data":{"credentialId":"AAAA","poolVersion":7}}
            """.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void extension_names_are_lower_case_letters_and_digits()
    {
        using var json = JsonDocument.Parse(new CloudEventWriter(new HashSet<string> { "eu-west-1_Ab12Cd34E" }).Write([Stored(Rejected)])[0].Body);

        json.RootElement.EnumerateObject().ShouldAllBe(member => member.Name.Length <= 20 && member.Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
    }

    [Fact]
    public void what_can_be_erased_is_left_out_and_nothing_else()
    {
        var published = Data(new CloudEventWriter(new HashSet<string>()), Rejected, out var whole);

        whole.ShouldNotContain("192.0.2.1");
        whole.ShouldNotContain("Firefox");
        published.GetProperty("evidence").TryGetProperty("raw", out _).ShouldBeFalse();
        published.GetProperty("evidence").GetProperty("sha256").GetString().ShouldBe(new string('a', 64));
        published.TryGetProperty("detail", out _).ShouldBeFalse();
        published.EnumerateObject().Select(member => member.Name).ShouldBe(Json(Rejected).EnumerateObject().Select(member => member.Name).Where(name => name != "detail"));
    }

    [Fact]
    public void a_pool_that_says_so_has_its_events_published_whole()
    {
        var published = Data(new CloudEventWriter(new HashSet<string> { "eu-west-1_Ab12Cd34E" }), Rejected, out var whole);

        JsonElement.DeepEquals(published, Json(Rejected)).ShouldBeTrue();
        whole.ShouldContain("\"sourceaddress\":\"192.0.2.1\"");
        whole.ShouldContain("\"useragent\":\"Firefox \\\"1\\\"\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"requestId":"r"}""")]
    [InlineData("""{"traceId":"0af7651916cd43dd8448eb211c80319c"}""")]
    [InlineData("""{"traceId":null,"spanId":7,"nested":{"traceId":"x"}}""")]
    public void an_event_of_no_trace_has_no_traceparent(string? headers)
    {
        var stored = Stored(Rejected) with { Headers = Encoding.UTF8.GetBytes(headers ?? "") };

        Json(new CloudEventWriter(new HashSet<string>()).Write([stored])[0]).ShouldNotContain("traceparent");
    }

    [Fact]
    public void bodies_stay_apart_when_their_buffer_grows()
    {
        var events = Enumerable.Range(0, 500).Select(number => Stored(Rejected with { Detail = new string((char)('a' + (number % 26)), number) })).ToList();

        var messages = new CloudEventWriter(new HashSet<string> { "eu-west-1_Ab12Cd34E" }).Write(events);

        messages.Select(message => JsonDocument.Parse(message.Body).RootElement.GetProperty("data").GetProperty("detail").GetString()!.Length)
            .ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public void every_event_has_a_schema_and_what_is_published_of_it_keeps_to_it()
    {
        foreach (var (type, data) in Examples())
        {
            using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "schemas", $"{type}.schema.json")));
            var message = new CloudEventWriter(new HashSet<string>()).Write([Stored(data)])[0];
            using var published = JsonDocument.Parse(message.Body);

            published.RootElement.GetProperty("dataschema").GetString().ShouldBe(schema.RootElement.GetProperty("$id").GetString());
            var members = published.RootElement.GetProperty("data").EnumerateObject().Select(member => member.Name).ToList();
            schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ShouldBeSubsetOf(members, type);
            members.ShouldNotContain(name => IsPersonal(schema.RootElement.GetProperty("properties").GetProperty(name)), type);
            members.ShouldBeSubsetOf(schema.RootElement.GetProperty("properties").EnumerateObject().Select(member => member.Name), type);
        }

        Examples().Select(example => example.Type + ".schema.json").ShouldBe(
            Directory.GetFiles(Path.Combine(Repository.Root, "contracts", "schemas")).Select(path => Path.GetFileName(path)!), ignoreOrder: true);
    }

    private static IEnumerable<(string Type, IStoredEvent Data)> Examples()
    {
        IStoredEvent[] examples =
        [
            Rejected,
            new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 7 },
            new AuditRead { Operation = "SearchAuditEvents", OperatorSub = "olivia", Issuer = "https://operators.example", Request = JsonElement.Parse("{}"), ResultCount = 0 },
            new RegistrationStarted
            {
                RegistrationId = "01990f3c-6f5e-7c7a-9d53-0c1f5a3b7e21", Challenge = "AAAA", RelyingPartyId = "example.com", ClientId = "c",
                UserVerification = UserVerification.Preferred, Algorithms = [-7], ExpiresAt = DateTimeOffset.UnixEpoch, PoolVersion = 1,
            },
            new RegistrationCompleted
            {
                RegistrationId = "01990f3c-6f5e-7c7a-9d53-0c1f5a3b7e21", Challenge = "AAAA", CredentialId = "AAAA", PublicKey = new byte[] { 1 }, Algorithm = -7,
                Aaguid = Guid.Empty.ToString(), Format = "none", SignCount = 0,
                Flags = new() { UserPresent = true, UserVerified = true, BackupEligible = false, BackedUp = false },
                Transports = [], Attestation = AttestationTrust.None, RelyingPartyId = "example.com", FriendlyName = "Passkey",
                ClientDataJSON = new byte[] { 1 }, AttestationObject = new byte[] { 2 }, PoolVersion = 1,
            },
            new UserPoolConfigured
            {
                Settings = new()
                {
                    Id = "p", Issuer = "i", Clients = [], NetworkRules = [], RateLimits = new(),
                    WebAuthn = new()
                    {
                        Enabled = true, Origins = [], AllowCrossOrigin = false, UserVerification = UserVerification.Preferred, Algorithms = [-7],
                        Attestation = new() { Conveyance = AttestationConveyance.None, Formats = [], TrustAnchors = [], AllowedAaguids = [], DeniedAaguids = [] },
                        CredentialLimit = 20, ChallengeLifetimeSeconds = 300,
                    },
                },
            },
        ];
        return examples.Select(example => (example.StoredName, example));
    }

    // As the schema says it of a member that the contract marks.
    private static bool IsPersonal(JsonElement member) =>
        member.TryGetProperty("description", out var words) && words.GetString()!.EndsWith("Left out unless the pool publishes personal data.", StringComparison.Ordinal);

    private static StoredEvent Stored(IStoredEvent data) => new()
    {
        Position = 4294967297,
        Id = Guid.CreateVersion7(),
        Stream = new(new("eu-west-1_Ab12Cd34E"), new("passkeys/alice/of/many")),
        Version = 3,
        Type = data.StoredName,
        Data = data.ToJson(),
        Timestamp = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(1230),
        Headers = Headers.ToJson(),
    };

    private static JsonElement Data(CloudEventWriter writer, IStoredEvent data, out string whole)
    {
        var message = writer.Write([Stored(data)])[0];
        whole = Json(message);
        return JsonElement.Parse(message.Body.Span).GetProperty("data");
    }

    private static JsonElement Json(IStoredEvent data) => JsonElement.Parse(data.ToJson());

    private static string Json(EventMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
