using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Protocol;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Http.Audit;

/// <summary>Who may read the audit, what becomes of bad input, and that nobody reads without a trace.</summary>
public sealed class ReadersTests(RunningLedger ledger, PostgresFixture postgres) : IClassFixture<RunningLedger>
{
    public static TheoryData<string, string, string> BadInput => new()
    {
        { "SearchAuditEvents", """{"MaxResults": 0}""", "request_invalid" },
        { "SearchAuditEvents", """{"MaxResults": 1001}""", "request_invalid" },
        { "SearchAuditEvents", """{"Pool": ""}""", "request_invalid" },
        { "SearchAuditEvents", """{"Pool": "a\u0000b"}""", "request_invalid" },
        { "SearchAuditEvents", """{"User": "\ud800"}""", "request_invalid" },
        { "SearchAuditEvents", """{"Type": "Robert'); drop table"}""", "request_invalid" },
        { "SearchAuditEvents", """{"Outcome": "maybe"}""", "request_invalid" },
        { "SearchAuditEvents", """{"From": 5}""", "request_invalid" },
        { "SearchAuditEvents", """{"From": "2026-01-02T00:00:00Z", "To": "2026-01-02T00:00:00Z"}""", "time_range_empty" },
        { "SearchAuditEvents", """{"SourceAddress": "203.0.113"}""", "address_invalid" },
        { "SearchAuditEvents", """{"SourceAddress": "localhost"}""", "address_invalid" },
        { "SearchAuditEvents", """{"NextToken": "AAAA"}""", "next_token_invalid" },
        { "SearchAuditEvents", """{"NextToken": "MTIz"}""", "next_token_invalid" },
        { "GetRegistration", """{}""", "request_invalid" },
        { "GetRegistration", """{"RegistrationId": "1"}""", "request_invalid" },
        { "GetRegistration", """{"RegistrationId": "01980000-0000-7000-8000-000000000001", "NextToken": "AAAA"}""", "next_token_invalid" },
        { "GetUserHistory", """{"Pool": "plain", "User": "u", "AsOfPosition": -1}""", "request_invalid" },
        { "GetUserHistory", """{"Pool": "plain", "User": "u", "AsOfPosition": 1, "AsOfTime": "2026-01-02T00:00:00Z"}""", "as_of_ambiguous" },
        { "GetUserHistory", """{"Pool": "plain", "User": "u", "NextToken": "MTIz"}""", "next_token_invalid" },
        { "GetCredentialHistory", """{"Pool": "plain", "CredentialId": "="}""", "request_invalid" },
    };

    [Fact]
    public async Task nobody_but_an_operator_reads()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();
        var before = await ReadsInLedgerAsync();

        foreach (var token in new[]
        {
            user.Token,
            ledger.OperatorToken("olivia", ("iss", Pools.IssuerOf(Pools.OfOnePasskey))),
            ledger.OperatorToken("olivia", ("iss", "https://nobody.example")),
            ledger.OperatorToken("olivia", ("token_use", "id")),
            ledger.OperatorToken("olivia", ("client_id", null)),
            ledger.ForgedToken(Pools.Plain, "olivia"),
            "not-a-token",
        })
        {
            (await Should.ThrowAsync<NotAuthorizedException>(() => SearchAsync(token))).Message.ShouldBe("The access token is not an operator's.");
            await Should.ThrowAsync<NotAuthorizedException>(() => ledger.Audit.GetUserHistoryAsync(new() { AccessToken = token, Pool = Pools.Plain, User = user.Sub }, Cancelled));
            await Should.ThrowAsync<NotAuthorizedException>(() => ledger.Audit.GetCredentialHistoryAsync(new() { AccessToken = token, Pool = Pools.Plain, CredentialId = "AAAA" }, Cancelled));
            await Should.ThrowAsync<NotAuthorizedException>(() => ledger.Audit.GetRegistrationAsync(new() { AccessToken = token, RegistrationId = Guid.CreateVersion7().ToString() }, Cancelled));
            await Should.ThrowAsync<NotAuthorizedException>(() => ledger.Audit.GetLedgerStatusAsync(new() { AccessToken = token }, Cancelled));
        }

        var expired = ledger.OperatorToken("olivia", ("exp", ledger.Clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()));
        (await Should.ThrowAsync<NotAuthorizedException>(() => SearchAsync(expired))).Message.ShouldBe("The access token has expired.");
        (await ReadsInLedgerAsync()).ShouldBe(before);
    }

    [Fact]
    public Task an_operator_without_the_users_scope_is_no_user() => Should.ThrowAsync<Contracts.NotAuthorizedException>(() =>
        ledger.Client.ListWebAuthnCredentialsAsync(new() { AccessToken = ledger.OperatorToken("olivia") }, Cancelled));

    [Fact]
    public async Task the_services_network_rules_and_the_rate_of_an_address_hold_for_operators()
    {
        using var denied = new HttpClient { DefaultRequestHeaders = { { "X-Forbidden", "service" } } };
        (await Should.ThrowAsync<ForbiddenException>(() => new PasskeyLedgerAuditClient(denied, ledger.Endpoint).GetLedgerStatusAsync(
            new() { AccessToken = ledger.OperatorToken("olivia") }, Cancelled))).Message.ShouldBe("The call is not allowed.");

        await using var slow = new RunningLedger(postgres) { PerAddressPerMinute = 1 };
        await slow.InitializeAsync();
        await slow.Audit.GetLedgerStatusAsync(new() { AccessToken = slow.OperatorToken("olivia") }, Cancelled);
        await Should.ThrowAsync<TooManyRequestsException>(() => slow.Audit.GetLedgerStatusAsync(new() { AccessToken = slow.OperatorToken("olivia") }, Cancelled));
    }

    [Fact]
    public async Task every_read_is_in_the_ledger_with_what_was_asked_and_how_much_was_found()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();
        var id = (await user.EventsAsync())[0];
        var registration = ((RegistrationStarted)StoredEvents.Read(id.Type, id.Data.Span)).RegistrationId;
        var missing = Guid.CreateVersion7().ToString("D");

        await reader.SearchAsync(new() { AccessToken = "", User = user.Sub, Pool = Pools.Plain, MaxResults = 1 });
        await reader.HistoryAsync(user);
        await reader.CredentialAsync(Pools.Plain, answer.CredentialIdText);
        await reader.RegistrationAsync(registration);
        await Should.ThrowAsync<ResourceNotFoundException>(() => reader.RegistrationAsync(missing));
        await Should.ThrowAsync<ResourceNotFoundException>(() => reader.HistoryAsync(ledger.User(Pools.Plain)));
        await ledger.Audit.GetLedgerStatusAsync(new() { AccessToken = reader.Token }, Cancelled);

        var reads = await reader.ReadsAsync();
        reads.Select(one => (one.Read.Operation, one.Read.ResultCount)).Take(6).ShouldBe(
        [
            ("SearchAuditEvents", 1), ("GetUserHistory", 2), ("GetCredentialHistory", 2), ("GetRegistration", 2), ("GetRegistration", 0), ("GetUserHistory", 0),
        ]);
        reads[6].Read.Operation.ShouldBe("GetLedgerStatus");
        reads.ShouldAllBe(one => one.Read.OperatorSub == reader.Sub && one.Read.Issuer == Pools.IssuerOf(Pools.Plain));
        JsonElement.DeepEquals(
            reads[0].Read.Request, JsonElement.Parse($$"""{"User": "{{user.Sub}}", "Pool": "plain", "MaxResults": 1}""")).ShouldBeTrue();
        reads[4].Read.Request.GetProperty("RegistrationId").GetString().ShouldBe(missing);

        var headers = EventHeaders.FromJson(reads[0].Stored.Headers.Span);
        headers.ClientId.ShouldBe("audit-desk");
        headers.SourceAddress.ShouldBe("127.0.0.1");
        headers.RequestId.ShouldBe(reads[0].Stored.CorrelationId);
        reads.Select(one => Encoding.UTF8.GetString(one.Stored.Data.Span)).ShouldAllBe(data => !data.Contains("AccessToken"));
        ledger.Log.ShouldAllBe(line => !reader.Token.Split('.', StringSplitOptions.None).Skip(1).Any(part => line.Contains(part)));

        var found = await reader.SearchAsync(new() { AccessToken = "", Type = "audit_read", User = reader.Sub });
        found.Events.Select(told => told.Position).ShouldBe(reads.Select(one => one.Stored.Position).Reverse());
        found.Events.ShouldAllBe(told => told.Pool == "*OPERATORS*");
    }

    [Fact]
    public async Task a_read_that_cannot_be_recorded_is_refused()
    {
        await using var broken = new RunningLedger(postgres);
        await broken.InitializeAsync();
        var user = broken.User(Pools.Plain);
        await user.RegisterAsync();
        await broken.AuditCaughtUpAsync();
        await broken.Database.ScalarAsync("alter table mt_events add constraint unwritable check (type <> 'audit_read')");
        var reader = new Operators(broken);

        (await Should.ThrowAsync<InternalErrorException>(() => reader.HistoryAsync(user))).Message.ShouldNotContain(user.Sub);
        await Should.ThrowAsync<InternalErrorException>(() => reader.SearchAsync(new() { AccessToken = "", User = user.Sub }));

        await broken.Database.ScalarAsync("alter table mt_events drop constraint unwritable");
        (await reader.HistoryAsync(user)).Events.Count.ShouldBe(2);
        (await reader.ReadsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task what_has_not_the_form_it_must_have_is_refused_with_a_code(string operation, string members, string reasonCode)
    {
        var sub = Guid.NewGuid().ToString("D");
        var body = $$"""{"AccessToken": "{{ledger.OperatorToken(sub)}}"{{(members == "{}" ? "" : ", ")}}{{members[1..]}}""";

        var (status, answer) = await PostAsync($"PasskeyLedgerAudit.{operation}", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("__type").GetString().ShouldBe("InvalidParameterException");
        answer.GetProperty("reasonCode").GetString().ShouldBe(reasonCode);
        answer.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task an_operation_that_the_contract_does_not_have_is_unknown()
    {
        var (status, answer) = await PostAsync("PasskeyLedgerAudit.DeleteAuditEvents", "{}");

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("__type").GetString().ShouldBe("UnknownOperationException");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<SearchAuditEventsResponse> SearchAsync(string token) => ledger.Audit.SearchAuditEventsAsync(new() { AccessToken = token }, Cancelled);

    private async Task<object?> ReadsInLedgerAsync() => await ledger.Database.ScalarAsync("select count(*) from mt_events where user_name = 'olivia'");

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string target, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(AwsJsonEndpoint.ContentType);
        content.Headers.Add(AwsJsonEndpoint.TargetHeader, target);
        using var response = await ledger.Http.PostAsync(ledger.Endpoint, content, Cancelled);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled)));
    }
}
