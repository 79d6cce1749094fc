using System.Text.Json;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

public sealed class ReplayCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task the_whole_ledger_comes_to_what_happened()
    {
        await PopulateAsync(Pools.OfPackedOnly, registers: 0);
        var (stayed, deleted) = await PopulateAsync(Pools.Plain, registers: 2);

        var said = await shell.RunAsync("replay", "--pool", Pools.Plain, "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.Error.ShouldBeEmpty();
        var totals = said.Json;
        Number("events").ShouldBe(await CountAsync("tenant_id = 'plain'"));
        Number("position").ShouldBe((long)(await ledger.Database.ScalarAsync("select max(seq_id) from mt_events where tenant_id = 'plain'"))!);
        Number("users").ShouldBe((long)(await ledger.Database.ScalarAsync("select count(distinct stream_id) from mt_events where tenant_id = 'plain' and stream_id like 'passkeys/%'"))!);
        Number("passkeys").ShouldBe((long)(await ledger.Database.ScalarAsync("select count(*) from ledger_credentials where tenant_id = 'plain'"))!);
        totals.GetProperty("types").GetProperty("credential_deleted").GetInt64().ShouldBe(await CountAsync("tenant_id = 'plain' and type = 'credential_deleted'"));
        totals.GetProperty("rejected").GetProperty("challenge_unknown").GetInt64().ShouldBe(await CountAsync("tenant_id = 'plain' and data ->> 'reason' = 'challenge_unknown'"));
        totals.GetProperty("readModels").ValueKind.ShouldBe(JsonValueKind.Null);
        stayed.ShouldNotBe(deleted);

        var told = await shell.RunAsync("replay", "--pool", Pools.Plain);
        told.Output.ShouldMatch($"(?m)^passkeys +{Number("passkeys")}$");
        told.Lines.ShouldContain(line => line.Contains("challenge_unknown", StringComparison.Ordinal));
        told.Lines[^1].ShouldMatch(@"^folded in [0-9.]+ s, [0-9]+ events a second$");
        told.Error.ShouldContain("replay: position ");

        long Number(string name) => totals.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task a_replay_until_a_moment_knows_nothing_of_what_came_later()
    {
        var user = ledger.User(Pools.OfShortChallenges);
        await user.RegisterAsync();
        var events = await user.EventsAsync();

        foreach (var (until, passkeys, users) in new[] { (events[0].Position - 1, 0, 0), (events[0].Position, 0, 1), (events[1].Position, 1, 1) })
        {
            var totals = (await shell.RunAsync("replay", "--pool", Pools.OfShortChallenges, "--until", $"{until}", "--json")).Json;
            totals.GetProperty("passkeys").GetInt64().ShouldBe(passkeys);
            totals.GetProperty("users").GetInt64().ShouldBe(users);
        }
    }

    [Fact]
    public async Task read_models_that_are_what_the_events_give_are_told_to_be_so()
    {
        await PopulateAsync(Pools.OfOneClient, registers: 3);

        var said = await shell.RunAsync("replay", "--compare", "--pool", Pools.OfOneClient);
        var json = await shell.RunAsync("replay", "--compare", "--pool", Pools.OfOneClient, "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Output + said.Error);
        said.Lines.ShouldContain(line => line.StartsWith("credentials: 2 rows, as the events up to position ", StringComparison.Ordinal));
        json.ExitCode.ShouldBe(ExitCode.Done);
        json.Json.GetProperty("readModels").EnumerateArray().First().GetProperty("differences").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(Pools.DenyingModel, "delete from ledger_credentials where credential_id = $1", "missing", "is not there, and the events give it")]
    [InlineData(Pools.OfKnownMakers, "update ledger_credentials set friendly_name = 'Evil', sub = 'mallory' where credential_id = $1", "changed", "is not what the events give in")]
    [InlineData(Pools.RequiringVerification, "insert into ledger_credentials select tenant_id, 'ghost', sub, friendly_name, relying_party_id, attachment, transports, algorithm, aaguid, format, attestation, registration_id, created_at from ledger_credentials where credential_id = $1", "unexplained", "is there, and no event explains it")]
    public async Task a_row_that_was_touched_behind_the_services_back_is_named(string pool, string sql, string difference, string told)
    {
        var user = ledger.User(pool);
        var answer = await user.RegisterAsync(pool == Pools.OfKnownMakers
            ? new() { Attestation = new Testing.Authenticator.Attestation.PackedAttestation() }
            : new());
        await ledger.Database.ScalarAsync(sql, answer.CredentialIdText);
        var touched = difference == "unexplained" ? "ghost" : answer.CredentialIdText;

        var said = await shell.RunAsync("replay", "--compare", "--pool", pool);
        var json = await shell.RunAsync("replay", "--compare", "--pool", pool, "--json");

        said.ExitCode.ShouldBe(ExitCode.No, said.Output + said.Error);
        said.Lines.ShouldContain(line => line.StartsWith($$"""credentials: ledger_credentials {"tenant_id": "{{pool}}", "credential_id": "{{touched}}"} {{told}}""", StringComparison.Ordinal));
        said.Lines.ShouldContain(line => line.StartsWith("credentials: 1 rows differ from the 1 ", StringComparison.Ordinal));
        json.ExitCode.ShouldBe(ExitCode.No);
        var found = json.Json.GetProperty("readModels").EnumerateArray().Single(model => model.GetProperty("projection").GetString() == "credentials")
            .GetProperty("differences").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("difference").GetString().ShouldBe(difference);
        found.GetProperty("key").GetProperty("credential_id").GetString().ShouldBe(touched);
        found.GetProperty("columns").EnumerateArray().Select(column => column.GetString()).Order(StringComparer.Ordinal)
            .ShouldBe(difference == "changed" ? ["friendly_name", "sub"] : []);
    }

    [Fact]
    public async Task an_event_that_was_taken_away_leaves_a_row_that_none_explains()
    {
        var user = ledger.User(Pools.OfOnePasskey);
        var answer = await user.RegisterAsync();
        await ledger.Database.ScalarAsync("delete from mt_events where seq_id = $1", (await user.EventsAsync())[1].Position);

        var said = await shell.RunAsync("replay", "--compare", "--pool", Pools.OfOnePasskey);

        said.ExitCode.ShouldBe(ExitCode.No);
        said.Output.ShouldContain($$"""ledger_credentials {"tenant_id": "of-one-passkey", "credential_id": "{{answer.CredentialIdText}}"} is there, and no event explains it""");
    }

    /// <summary>Users who register, the last of them to delete the passkey again, and who are refused.</summary>
    private async Task<(string Stayed, string Deleted)> PopulateAsync(string pool, int registers)
    {
        var credentials = new List<string>();
        for (var number = 0; number < registers; number++)
        {
            var user = ledger.User(pool);
            credentials.Add((await user.RegisterAsync()).CredentialIdText);
            await Should.ThrowAsync<Contracts.ServiceException>(() => user.CompleteAsync(
                new Testing.Authenticator.SoftwareAuthenticator().Register(Testing.Authenticator.RegistrationCeremony.Example())));
            if (number == registers - 1)
                await user.DeleteAsync(credentials[^1]);
        }

        await ledger.User(pool).StartAsync();
        return registers == 0 ? ("", "") : (credentials[0], credentials[^1]);
    }

    private async Task<long> CountAsync(string condition) => (long)(await ledger.Database.ScalarAsync($"select count(*) from mt_events where {condition}"))!;
}
