using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.PersonalData;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Operations.Audit;
using PasskeyLedger.Service.Tests.Forensics;
using PasskeyLedger.Service.Tests.Http.Audit;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>
/// What was erased is in no table any more: told by all that a dump of the database would hold, after a life of registrations, refusals and
/// operators who searched for the user in every way there is.
/// </summary>
public sealed class ErasedEverywhereTests(RunningLedger ledger) : IClassFixture<RunningLedger>, IDisposable
{
    private const string Address = "198.51.100.77";
    private const string Browser = "Browser of alice 5.1";
    private const string OtherOrigin = "https://where-alice-was.example";
    private const string FreeText = "alice@where-alice-was.example";

    private readonly HttpClient http = new() { DefaultRequestHeaders = { { "User-Agent", Browser }, { "X-Forwarded-For", Address } } };
    private readonly LedgerShell shell = new(ledger);

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task nothing_personal_is_left_in_any_table()
    {
        var reader = new Operators(ledger);
        var user = new User(ledger, Pools.Plain, Guid.NewGuid().ToString("D")) { Client = new(http, ledger.Endpoint) };
        var (registered, refused) = await LiveAsync(user);
        await SearchAsync(reader, user, refused);

        var before = await DatabaseContents.ReadAsync(ledger.Database);
        before.Tables.ShouldContain("public.mt_events");
        before.WhereIs(Address).ShouldBe(["public.ledger_audit: 7"], "the scan sees it, and a search finds it");
        before.WhereIs(Browser).ShouldBe(["public.ledger_audit: 7"]);
        before.WhereIs(registered.CredentialIdText).ShouldNotBeEmpty();

        (await shell.RunAsync("erase", Pools.Plain, user.Sub, "--reason", "asked to", "--yes")).ExitCode.ShouldBe(ExitCode.Done);
        ledger.Clock.Advance(new PersonalDataOptions().KeyLifetime);
        await ledger.AuditCaughtUpAsync();
        await SearchAsync(reader, user, refused);
        await ledger.AuditCaughtUpAsync();

        var after = await DatabaseContents.ReadAsync(ledger.Database);
        after.WhereIs(Address).ShouldBeEmpty();
        after.WhereIs(Browser).ShouldBeEmpty();
        after.WhereIs(OtherOrigin).ShouldBeEmpty();
        after.WhereIs(FreeText).ShouldBeEmpty();
        after.WhereIs(registered.ClientDataJson).ShouldBeEmpty();
        after.WhereIs(refused.ClientDataJson).ShouldBeEmpty();
        after.WhereIs(Encoding.UTF8.GetBytes(refused.Json)).ShouldBeEmpty();
        after.WhereIs(refused.AttestationObject).ShouldBeEmpty();

        // What is said to stay has stayed.
        after.WhereIs(registered.CredentialIdText).ShouldNotBeEmpty();
        after.WhereIs(user.Sub).ShouldNotBeEmpty();
        (await shell.RunAsync("replay", "--compare", "--json")).ExitCode.ShouldBe(ExitCode.Done);

        // Nor does a rebuild bring any of it back.
        var rows = await ledger.Database.LinesAsync("select to_jsonb(a)::text from ledger_audit a order by position");
        (await shell.RunAsync("rebuild", "audit", "--json")).ExitCode.ShouldBe(ExitCode.Done);
        (await ledger.Database.LinesAsync("select to_jsonb(a)::text from ledger_audit a order by position")).Take(rows.Count).ShouldBe(rows);
        (await DatabaseContents.ReadAsync(ledger.Database)).WhereIs(Address).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_search_for_an_address_is_on_record_and_the_address_is_not()
    {
        var reader = new Operators(ledger);
        await ledger.User(Pools.Plain).RegisterAsync();

        var page = await reader.SearchAsync(new() { AccessToken = "", Pool = Pools.Plain, SourceAddress = "127.0.0.1", MaxResults = 1 });
        await reader.SearchAsync(new() { AccessToken = "", Pool = Pools.Plain, SourceAddress = "::ffff:127.0.0.1", MaxResults = 1, NextToken = page.NextToken.ShouldNotBeNull() });
        await reader.SearchAsync(new() { AccessToken = "", Pool = Pools.Plain, MaxResults = 1, NextToken = page.NextToken });

        var asked = (await reader.ReadsAsync()).Select(one => one.Read.Request.GetRawText()).ToList();
        JsonElement.DeepEquals(JsonElement.Parse(asked[0]), JsonElement.Parse($$"""{"Pool": "plain", "SourceAddress": "{{RecordedRequest.Withheld}}", "MaxResults": 1}""")).ShouldBeTrue(asked[0]);
        JsonElement.DeepEquals(
            JsonElement.Parse(asked[1]),
            JsonElement.Parse($$"""{"Pool": "plain", "SourceAddress": "{{RecordedRequest.Withheld}}", "MaxResults": 1, "NextToken": "{{RecordedRequest.Withheld}}"}""")).ShouldBeTrue(asked[1]);
        JsonElement.Parse(asked[2]).GetProperty("NextToken").GetString().ShouldBe(page.NextToken);
        (await reader.ReadsAsync()).ShouldAllBe(one => one.Read.ResultCount == 1);
    }

    /// <summary>A passkey, two answers that are refused with what they hold, a deletion that is refused: seven events.</summary>
    private static async Task<(MadeRegistration Registered, MadeRegistration Refused)> LiveAsync(User user)
    {
        var registered = await user.RegisterAsync();
        var ceremony = await user.StartAsync();
        var refused = new SoftwareAuthenticator().Register(ceremony with { Origin = OtherOrigin });
        await Should.ThrowAsync<WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(refused));
        await Should.ThrowAsync<InvalidParameterException>(() => user.CompleteAsync(JsonElement.Parse($$"""{"id": "AAAA", "name": "{{FreeText}}"}""")));
        await Should.ThrowAsync<ResourceNotFoundException>(() => user.DeleteAsync("AAAA"));
        await user.StartAsync();
        return (registered, refused);
    }

    /// <summary>Looks the user up in every way that an operator can.</summary>
    private async Task SearchAsync(Operators reader, User user, MadeRegistration refused)
    {
        Contracts.Audit.SearchAuditEventsRequest asking = new() { AccessToken = "" };
        string? token = null;
        do
            token = (await reader.SearchAsync(asking with { SourceAddress = Address, MaxResults = 2, NextToken = token })).NextToken;
        while (token is not null);
        await reader.SearchAsync(asking with { SourceAddress = $"::ffff:{Address}" });
        await reader.SearchAsync(asking with { Pool = Pools.Plain, User = user.Sub, SourceAddress = Address });
        await reader.SearchAsync(asking with { Pool = Pools.Plain, User = user.Sub });
        await reader.SearchAsync(asking with { CredentialId = refused.CredentialIdText });
        var history = await reader.HistoryAsync(user);
        await reader.RegistrationAsync(history.Events[0].RegistrationId!);
        await ledger.Audit.GetLedgerStatusAsync(new() { AccessToken = reader.Token }, TestContext.Current.CancellationToken);
    }
}
