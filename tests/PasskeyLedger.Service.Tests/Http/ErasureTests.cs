using System.Text;
using System.Text.Json;
using Npgsql;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData;
using PasskeyLedger.ReadModels;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Personal data at rest, and its erasure from the shell while the service runs.</summary>
public sealed class ErasureTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string OtherOrigin = "https://elsewhere.example";
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task neither_the_database_nor_the_log_holds_what_is_personal()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();
        await RefuseAsync(user);

        var rows = await ledger.Database.LinesAsync(
            $"select to_jsonb(e)::text from mt_events e where stream_id = '{LedgerStreams.User(Pools.Plain, user.Sub).Key}'");
        rows.Count.ShouldBe(4);
        foreach (var text in rows.Concat(ledger.Log))
        {
            text.ShouldNotContain(RunningLedger.UserAgent);
            text.ShouldNotContain(OtherOrigin);
            text.ShouldNotContain(Convert.ToBase64String(answer.ClientDataJson)[..40]);
            text.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(answer.Json))[..40]);
        }

        rows.ShouldAllBe(row => !row.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_erasure_is_noticed_by_the_service_and_takes_nothing_but_what_is_personal()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();
        await RefuseAsync(user);
        (await user.EventsAsync()).ShouldAllBe(stored => stored.Unreadable.Count == 0);

        (await EraseAsync(user.Sub)).ShouldBe(ExitCode.Done, error.ToString());
        ledger.Clock.Advance(new PersonalDataOptions().KeyLifetime);

        var events = await user.EventsAsync();
        events.Select(stored => stored.Type).ShouldBe(
            ["registration_started", "registration_completed", "registration_started", "registration_rejected", "user_erased"]);
        foreach (var stored in events.Take(4))
            EventHeaders.FromJson(stored.Headers.Span).UserAgent.ShouldBe("[erased]");
        var completed = (RegistrationCompleted)StoredEvents.Read(events[1].Type, events[1].Data.Span);
        completed.ClientDataJSON.IsEmpty.ShouldBeTrue();
        completed.CredentialId.ShouldBe(answer.CredentialIdText);
        ((RegistrationRejected)StoredEvents.Read(events[3].Type, events[3].Data.Span)).Detail.ShouldBe("[erased]");
        ((UserErased)StoredEvents.Read(events[4].Type, events[4].Data.Span)).Reason.ShouldBe("asked to");

        // The audit finds the user's calls still, and not where they came from.
        await ledger.AuditCaughtUpAsync();
        (await ledger.Database.LinesAsync($"select count(*), count(source_address), count(user_agent) from ledger_audit where sub = '{user.Sub}'")).ShouldBe(["5|0|0"]);

        // The passkey stays, and the answer that made it is still known for what it is.
        (await user.ListAsync()).Credentials.ShouldHaveSingleItem().CredentialId.ShouldBe(answer.CredentialIdText);
        await user.CompleteAsync(answer);
        (await user.EventsAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task no_row_of_a_read_model_depends_on_what_is_not_opened_for_it()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();
        await RefuseAsync(user);
        await using var store = new NpgsqlEventStore(ledger.Database.DataSource);
        var stored = await store.ReadStreamAsync(LedgerStreams.User(Pools.Plain, user.Sub), ReadRange.All, TestContext.Current.CancellationToken);

        var pairs = (await user.EventsAsync()).Zip(stored.Events).Where(pair => !LedgerProjections.ReadSealedDataOf(pair.First.Type)).ToList();

        pairs.Any(pair => !pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span)).ShouldBeTrue("some of it is sealed");
        foreach (var (opened, sealedEvent) in pairs)
            AuditRow.Of(opened with { Data = sealedEvent.Data }).ShouldBe(AuditRow.Of(opened));
    }

    [Fact]
    public async Task a_user_who_comes_back_gets_a_new_key()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();
        (await EraseAsync(user.Sub)).ShouldBe(ExitCode.Done, error.ToString());

        await user.RegisterAsync();

        var events = await user.EventsAsync();
        events.Count.ShouldBe(5);
        events.Skip(3).ShouldAllBe(stored => stored.Unreadable.Count == 0);
        EventHeaders.FromJson(events[4].Headers.Span).UserAgent.ShouldBe(RunningLedger.UserAgent);
        (await ledger.Database.LinesAsync(
            $"select key is null from ledger_personal_keys where stream_id = 'passkeys/{user.Sub}' order by 1")).ShouldBe(["False", "True"]);
    }

    [Fact]
    public async Task what_came_of_it_is_told_for_programs()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();

        (await EraseAsync(user.Sub, json: true)).ShouldBe(ExitCode.Done, error.ToString());
        (await EraseAsync(user.Sub, json: true)).ShouldBe(ExitCode.Done, error.ToString());
        (await EraseAsync("nobody", json: true)).ShouldBe(ExitCode.No);

        var told = output.ToString().Split(output.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        told.Select(line => line.GetProperty("outcome").GetString()).ShouldBe(["erased", "already erased", "unknown"]);
        told[0].GetProperty("keys").GetArrayLength().ShouldBe(1);
        told[0].GetProperty("version").GetInt64().ShouldBe(2);
        error.ToString().ShouldContain("The ledger has no user nobody in pool");
    }

    [Fact]
    public async Task what_an_interrupted_rebuild_has_read_goes_with_the_erasure()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();
        await ledger.Database.ScalarAsync("create schema rebuild_audit; create table rebuild_audit.ledger_audit as select * from ledger_audit");

        await using (var rebuilding = await ledger.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var take = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('audit/rebuild', x'6c6564676572'::bigint))", rebuilding);
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            (await EraseAsync(user.Sub)).ShouldBe(ExitCode.No);
            error.ToString().ShouldContain("A rebuild of audit is under way");
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock_all()", rebuilding);
            await leave.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await EraseAsync(user.Sub)).ShouldBe(ExitCode.Done);
        (await ledger.Database.LinesAsync("select nspname from pg_namespace where nspname like 'rebuild%'")).ShouldBeEmpty();
    }

    // The client data says an origin of its own, which the refusal quotes.
    private static async Task RefuseAsync(User user)
    {
        var ceremony = await user.StartAsync() with { Origin = OtherOrigin };
        await Should.ThrowAsync<WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(new SoftwareAuthenticator().Register(ceremony)));
    }

    private Task<int> EraseAsync(string sub, bool json = false) => LedgerErasure.EraseAsync(
        ["--environment=Production", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString}"],
        new(Pools.Plain, sub, "asked to", "operator", json),
        output,
        error,
        TestContext.Current.CancellationToken);
}
