using System.Globalization;
using System.Text.Json;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Forensics;

public sealed class HistoryCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task what_happened_to_a_user_is_told_with_the_state_it_comes_to()
    {
        var user = ledger.User(Pools.Plain);
        var first = await user.RegisterAsync();
        var second = await user.RegisterAsync();
        await user.DeleteAsync(first.CredentialIdText);
        await Should.ThrowAsync<Contracts.ServiceException>(() => user.DeleteAsync(first.CredentialIdText));
        await user.StartAsync();

        var said = await shell.RunAsync("history", Pools.Plain, user.Sub);

        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.Lines[0].ShouldBe($"{user.Sub} of pool plain, until now");
        foreach (var type in new[] { "registration_started", "registration_completed", "credential_deleted", "registration_rejected" })
            said.Output.ShouldContain($"  {type}  ");
        said.Output.ShouldContain("DeleteWebAuthnCredential: credential_not_found: The user has no passkey with this credential id.");
        said.Output.ShouldContain("from 127.0.0.1, client client-1, request ");
        var state = said.Output[said.Output.IndexOf("\n\n1 passkey:\n", StringComparison.Ordinal)..];
        state.ShouldContain(second.CredentialIdText);
        state.ShouldNotContain(first.CredentialIdText);
        state.ShouldContain("3 challenges remembered:");
    }

    [Fact]
    public async Task the_state_of_then_is_told_for_a_position_and_for_a_time()
    {
        var user = ledger.User(Pools.Plain);
        var first = await user.RegisterAsync();
        var events = await user.EventsAsync();
        ledger.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await user.RegisterAsync();

        (await CredentialsAsync($"{events[0].Position}")).ShouldBe((0, 1, ""));
        (await CredentialsAsync($"{events[1].Position}")).ShouldBe((2, 0, first.CredentialIdText));
        (await CredentialsAsync(events[1].Timestamp.AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)))
            .ShouldBe((2, 0, first.CredentialIdText));
        (await CredentialsAsync("0")).ShouldBe((0, 0, ""));
        (await CredentialsAsync("3000-01-01")).ShouldBe((4, 0, $"{first.CredentialIdText} {second.CredentialIdText}"));

        async Task<(long Version, int Open, string Credentials)> CredentialsAsync(string until)
        {
            var said = await shell.RunAsync("history", Pools.Plain, user.Sub, "--until", until, "--json");
            said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
            var state = said.Json.GetProperty("state");
            var open = state.GetProperty("started").EnumerateArray().Count(started => !started.GetProperty("used").GetBoolean());
            var version = state.GetProperty("version").GetInt64();
            said.Json.GetProperty("events").GetArrayLength().ShouldBe((int)version);
            // Before the first passkey there is its challenge alone.
            return (version == 1 ? 0 : version, open, string.Join(' ', state.GetProperty("passkeys").EnumerateArray().Select(passkey => passkey.GetProperty("credentialId").GetString())));
        }
    }

    [Fact]
    public async Task the_state_of_then_ends_before_the_first_event_that_was_later_whatever_the_clocks_say_of_those_behind_it()
    {
        var user = ledger.User(Pools.OfOnePasskey);
        await user.RegisterAsync();
        var events = await user.EventsAsync();
        await ledger.Database.ScalarAsync("update mt_events set timestamp = timestamp + interval '1 hour' where seq_id = $1", events[0].Position);
        var until = events[1].Timestamp.AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        var said = await shell.RunAsync("history", Pools.OfOnePasskey, user.Sub, "--until", until, "--json");
        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.Json.GetProperty("events").GetArrayLength().ShouldBe(0);
        said.Json.GetProperty("state").GetProperty("passkeys").GetArrayLength().ShouldBe(0);

        var totals = (await shell.RunAsync("replay", "--pool", Pools.OfOnePasskey, "--until", until, "--json")).Json;
        totals.GetProperty("users").GetInt64().ShouldBe(0);
        totals.GetProperty("passkeys").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task json_holds_the_events_as_they_are_stored()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync(new() { Algorithm = CoseAlgorithm.ES256 });

        var history = (await shell.RunAsync("history", Pools.Plain, user.Sub, "--json")).Json;

        history.GetProperty("pool").GetString().ShouldBe(Pools.Plain);
        history.GetProperty("sub").GetString().ShouldBe(user.Sub);
        var stored = (await user.EventsAsync())[1];
        var completed = history.GetProperty("events")[1];
        completed.GetProperty("position").GetInt64().ShouldBe(stored.Position);
        completed.GetProperty("id").GetGuid().ShouldBe(stored.Id);
        completed.GetProperty("time").GetDateTimeOffset().ShouldBe(stored.Timestamp);
        JsonElement.DeepEquals(completed.GetProperty("data"), JsonElement.Parse(stored.Data.Span)).ShouldBeTrue();
        JsonElement.DeepEquals(completed.GetProperty("headers"), JsonElement.Parse(stored.Headers.Span)).ShouldBeTrue();
        var passkey = history.GetProperty("state").GetProperty("passkeys")[0];
        passkey.GetProperty("credentialId").GetString().ShouldBe(answer.CredentialIdText);
        passkey.GetProperty("algorithm").GetInt32().ShouldBe((int)CoseAlgorithm.ES256);
    }

    [Fact]
    public async Task a_user_whom_the_ledger_has_never_heard_of_is_a_no()
    {
        var said = await shell.RunAsync("history", Pools.Plain, "nobody\u001b[2J", "--json");

        said.ShouldBe(new(ExitCode.No, "", "The ledger has no event of a user nobody?[2J in pool plain.\n"));
    }

    [Fact]
    public async Task what_users_send_is_not_obeyed_by_a_terminal()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();
        await ledger.Database.ScalarAsync(
            "update mt_events set data = jsonb_set(data, '{relyingPartyId}', to_jsonb('evil' || chr(27) || '[2J'::text)) where stream_id = $1", $"passkeys/{user.Sub}");

        (await shell.RunAsync("history", Pools.Plain, user.Sub)).Output.ShouldContain("evil?[2J");
    }

    [Fact]
    public async Task an_event_of_another_version_is_named_and_nothing_is_made_up()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();
        var position = (await user.EventsAsync())[0].Position;
        await ledger.Database.ScalarAsync("update mt_events set type = 'passkey_praised' where seq_id = $1", position);

        var said = await shell.RunAsync("history", Pools.Plain, user.Sub);
        await ledger.Database.ScalarAsync("update mt_events set type = 'registration_started' where seq_id = $1", position);

        said.ExitCode.ShouldBe(ExitCode.No);
        said.Output.ShouldBeEmpty();
        said.Error.ShouldContain($"The event at position {position}, version 1 of plain:passkeys/{user.Sub}, is not one that this version");
    }
}
