using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels.Audit;

namespace PasskeyLedger.ReadModels.Tests.Audit;

/// <summary>What of each event can be searched by.</summary>
public sealed class AuditRowTests
{
    private const string Registration = "01980000-0000-7000-8000-000000000001";

    private static readonly EventHeaders Headers = new()
    {
        RequestId = "request-1", SourceAddress = "203.0.113.7", UserAgent = "browser", ClientId = "app", TraceId = "trace-1",
    };

    [Fact]
    public void the_envelope_and_where_the_call_came_from_are_taken_over()
    {
        var stored = Stored(new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 });

        AuditRow.Of(stored).ShouldBe(new AuditRow
        {
            Position = 7,
            Stream = LedgerStreams.User("eu_one", "alice"),
            Version = 3,
            EventId = stored.Id,
            Type = "credential_deleted",
            At = stored.Timestamp,
            Outcome = "accepted",
            Sub = "alice",
            CredentialId = "AAAA",
            ClientId = "app",
            SourceAddress = "203.0.113.7",
            UserAgent = "browser",
            RequestId = "request-1",
            TraceId = "trace-1",
        });
    }

    [Fact]
    public void a_refusal_says_what_was_refused_and_why()
    {
        var row = AuditRow.Of(Stored(new RegistrationRejected
        {
            RegistrationId = Registration,
            Operation = "CompleteWebAuthnRegistration",
            Reason = RejectionReason.OriginNotAllowed,
            Exception = "WebAuthnOriginNotAllowedException",
            Detail = "no",
            Step = "7.1 step 9",
            PoolVersion = 1,
        }));

        row.ShouldSatisfyAllConditions(
            () => row.Outcome.ShouldBe("refused"),
            () => row.RegistrationId.ShouldBe(Registration),
            () => row.Operation.ShouldBe("CompleteWebAuthnRegistration"),
            () => row.Reason.ShouldBe("origin_not_allowed"),
            () => row.Exception.ShouldBe("WebAuthnOriginNotAllowedException"),
            () => row.Step.ShouldBe("7.1 step 9"));
    }

    [Theory]
    [InlineData("""{"id": "QUFB", "rawId": "QUFB", "type": "public-key"}""", "QUFB")]
    [InlineData("""{"response": {"id": "WFla"}, "id": "QUFB"}""", "QUFB")]
    [InlineData("""{"id": "WFla", "rawId": "QUFB"}""", "QUFB")]
    [InlineData("""{"rawId": "QUFB", "id": "WFla"}""", "QUFB")]
    [InlineData("""{"rawId": "no id!", "id": "QUFB"}""", "QUFB")]
    [InlineData("""{"rawId": ["WFla"], "id": "QUFB", "more": {"id": [1, {}]}}""", "QUFB")]
    [InlineData(""" "{\"id\": \"QUFB\"}" """, "QUFB")]
    [InlineData("""{"id": "QUFB=="}""", null)]
    [InlineData("""{"id": "QU FB"}""", null)]
    [InlineData("""{"id": ""}""", null)]
    [InlineData("""{"id": "\ud800"}""", null)]
    [InlineData("""{"id": "QUFB", """, null)]
    [InlineData("""["QUFB"]""", null)]
    [InlineData(""" "QUFB" """, null)]
    [InlineData(""" "" """, null)]
    [InlineData("no JSON", null)]
    [InlineData("", null)]
    public void a_refusal_has_the_credential_that_its_evidence_names(string evidence, string? credential) =>
        AuditRow.Of(Stored(Rejected(System.Text.Encoding.UTF8.GetBytes(evidence)))).CredentialId.ShouldBe(credential);

    [Fact]
    public void a_credential_id_longer_than_there_are_is_none_and_evidence_that_is_not_kept_names_none()
    {
        CredentialIn(1023).ShouldNotBeNull().Length.ShouldBe(1364);
        CredentialIn(1024).ShouldBeNull();
        AuditRow.Of(Stored(Rejected(raw: null))).CredentialId.ShouldBeNull();

        static string? CredentialIn(int bytes) => AuditRow.Of(Stored(Rejected(
            System.Text.Encoding.UTF8.GetBytes($$"""{"id": "{{System.Buffers.Text.Base64Url.EncodeToString(new byte[bytes])}}"}""")))).CredentialId;
    }

    [Fact]
    public void a_pools_own_event_is_nobodys()
    {
        var row = AuditRow.Of(Stored(new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 }) with
        {
            Stream = LedgerStreams.Pool("eu_one"), Headers = default,
        });

        row.Sub.ShouldBeNull();
        row.RequestId.ShouldBeNull();
    }

    [Fact]
    public void a_read_of_the_audit_is_its_operators()
    {
        var row = AuditRow.Of(Stored(new AuditRead
        {
            Operation = "GetRegistration",
            OperatorSub = "olivia",
            Issuer = "https://staff.example",
            Request = System.Text.Json.JsonElement.Parse("{}"),
            ResultCount = 2,
        }) with { Stream = LedgerStreams.Operator("olivia") });

        row.Sub.ShouldBe("olivia");
        row.Operation.ShouldBe("GetRegistration");
        row.Stream.Tenant.Value.ShouldBe("*OPERATORS*");
    }

    [Fact]
    public void a_pool_cannot_pass_for_the_operators_by_a_users_sub() =>
        LedgerStreams.OperatorOf(new(new("eu_one"), new("operators/olivia"))).ShouldBeNull();

    [Theory]
    [InlineData("of_a_later_version", """{"anything": 1}""")]
    [InlineData("credential_deleted", """{"credentialId": 5}""")]
    public void an_event_that_cannot_be_read_is_shown_by_its_envelope_and_stops_nothing(string type, string data)
    {
        var row = AuditRow.Of(Stored(new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 }) with
        {
            Type = type, Data = System.Text.Encoding.UTF8.GetBytes(data),
        });

        row.Type.ShouldBe(type);
        row.Sub.ShouldBe("alice");
        row.RequestId.ShouldBe("request-1");
        row.CredentialId.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%")]
    [InlineData("MS8yLzM")] // 1/2/3
    [InlineData("MS94")] // 1/x
    [InlineData("LTEvMg")] // -1/2
    public void a_page_token_that_was_not_given_is_none(string text) => PageToken.Parse(text, 2).ShouldBeNull();

    [Fact]
    public void a_page_token_comes_back_as_it_was_given()
    {
        PageToken.Parse(PageToken.Of(1, long.MaxValue), 2).ShouldBe([1, long.MaxValue]);
        var cursor = new AuditCursor(9, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(6), 8);
        AuditCursor.Parse(cursor.ToString()).ShouldBe(cursor);
        AuditCursor.Parse(PageToken.Of(1, long.MaxValue, 1)).ShouldBeNull("no moment is that late");
    }

    private static RegistrationRejected Rejected(byte[]? raw) => new()
    {
        Operation = "CompleteWebAuthnRegistration",
        Reason = RejectionReason.CredentialMalformed,
        Exception = "InvalidParameterException",
        Detail = "no",
        Evidence = new() { Sha256 = new string('0', 64), Size = raw?.Length ?? 100_000, Raw = raw },
        PoolVersion = 1,
    };

    private static StoredEvent Stored(IStoredEvent @event) => new()
    {
        Position = 7,
        Id = Guid.CreateVersion7(),
        Stream = LedgerStreams.User("eu_one", "alice"),
        Version = 3,
        Type = @event.StoredName,
        Data = @event.ToJson(),
        Timestamp = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero),
        Headers = Headers.ToJson(),
    };
}
