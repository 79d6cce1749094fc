using System.Globalization;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>The command <c>rebuild</c>, run against a service that is serving.</summary>
[Collection(HeldServer.Name)]
public sealed class RebuildTests(RunningLedger ledger, PostgresFixture postgres) : IClassFixture<RunningLedger>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task while_registrations_go_on_credentials_are_rebuilt_and_come_out_as_the_log_says()
    {
        await ledger.User(Pools.Plain).RegisterAsync();
        await ledger.Database.ScalarAsync("delete from ledger_credentials");
        using var enough = new CancellationTokenSource();
        var registered = 0;
        var registering = Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
        {
            for (var turn = number; !enough.IsCancellationRequested; turn++)
            {
                var user = ledger.User(Pools.Plain);
                var answer = await user.RegisterAsync();
                if (turn % 3 == 0)
                    await user.DeleteAsync(answer.CredentialIdText);
                Interlocked.Increment(ref registered);
            }
        }));

        for (var round = 0; round < 4; round++)
        {
            var before = Volatile.Read(ref registered);
            await ledger.Database.ScalarAsync("""
                insert into ledger_credentials select 'plain', gen_random_uuid(), 'nobody', 'Ghost', 'example.com', null, '[]', -7, '', 'none', 'none', '', now()
                """);
            var (exitCode, said) = await RebuildAsync("credentials");
            exitCode.ShouldBe(ExitCode.Done, said);
            said.ShouldContain("credentials is rebuilt and in use");
            while (Volatile.Read(ref registered) < before + 4)
                await Task.Delay(20, Cancelled);
        }

        await enough.CancelAsync();
        await registering;

        (await ledger.Database.LinesAsync("select tenant_id, credential_id, sub, friendly_name, registration_id from ledger_credentials"))
            .Order(StringComparer.Ordinal).ShouldBe(await CredentialsOfLogAsync());
    }

    [Fact]
    public async Task the_outcome_is_told_as_json()
    {
        await ledger.User(Pools.Plain).RegisterAsync();

        var (exitCode, said) = await RebuildAsync("credentials", "--json");

        exitCode.ShouldBe(ExitCode.Done, said);
        var outcome = JsonElement.Parse(said);
        outcome.GetProperty("projection").GetString().ShouldBe("credentials");
        outcome.GetProperty("outcome").GetString().ShouldBe("swapped");
        outcome.GetProperty("position").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task an_interrupted_rebuild_says_how_far_it_came_and_goes_on_from_there()
    {
        await ledger.User(Pools.Plain).StartAsync();
        await ledger.Database.ScalarAsync("""
            with stream as (
              insert into mt_streams (tenant_id, id, type, version) values ('plain', 'passkeys/many', 'user_passkeys', 3000) returning id),
            one as (select * from mt_events where type = 'registration_started' order by seq_id limit 1)
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            select nextval('mt_events_sequence'), gen_random_uuid(), stream.id, g, one.data, one.type, one.timestamp, 'plain'
            from stream, one, generate_series(1, 3000) g
            """);
        using var stop = new CancellationTokenSource();
        await using var told = new Watching(line =>
        {
            if (line.StartsWith("credentials: position", StringComparison.Ordinal))
                stop.Cancel();
        });

        (await RunAsync(["rebuild", "credentials"], told, stop.Token)).ShouldBe(ExitCode.No, told.ToString());
        var interrupted = told.ToString().Split('\n').Single(line => line.StartsWith("Interrupted at position", StringComparison.Ordinal));
        var reached = long.Parse(interrupted.Split(' ')[3], CultureInfo.InvariantCulture);
        (await ledger.Database.ScalarAsync("select to_regnamespace('rebuild_credentials') is not null")).ShouldBe(true);

        var (exitCode, said) = await RebuildAsync("credentials");

        exitCode.ShouldBe(ExitCode.Done, said);
        long.Parse(said.Split(' ')[2], CultureInfo.InvariantCulture).ShouldBeGreaterThan(reached, "the first pages are there already");
        (await ledger.Database.ScalarAsync("select to_regnamespace('rebuild_credentials') is null")).ShouldBe(true);
    }

    [Fact]
    public async Task a_rebuild_that_another_run_is_at_is_left_to_that_one()
    {
        await ledger.User(Pools.Plain).RegisterAsync();
        await using var reader = await ledger.Database.DataSource.OpenConnectionAsync(Cancelled);
        var reading = await reader.BeginTransactionAsync(Cancelled);
        await using (var read = new Npgsql.NpgsqlCommand("select count(*) from ledger_credentials", reader))
            await read.ExecuteScalarAsync(Cancelled);
        var first = RebuildAsync("credentials");
        while (await ledger.Database.ScalarAsync("select to_regnamespace('rebuild_credentials') is not null") is not true)
            await Task.Delay(20, Cancelled);

        var second = await RebuildAsync("credentials");
        var third = await RebuildAsync("credentials", "--json");
        await reading.RollbackAsync(Cancelled);

        second.ShouldBe((ExitCode.No, "Another run rebuilds credentials already.\n"));
        third.ShouldBe((ExitCode.No, """{"projection":"credentials","outcome":"already_running","position":null}""" + "\n"));
        (await first).ExitCode.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task an_unknown_projection_is_told_the_known_ones() =>
        (await RebuildAsync("credentails")).ShouldBe(
            (ExitCode.Usage, $"No projection is named \"credentails\". There are: {string.Join(", ", LedgerProjections.All.Select(one => one.Name))}.\n"));

    [Fact]
    public async Task a_database_without_the_tables_is_told_to_be_migrated()
    {
        await ledger.Database.ScalarAsync("create schema if not exists empty");

        var (exitCode, said) = await RebuildAsync("credentials", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString};Search Path=empty");

        exitCode.ShouldBe(ExitCode.Usage);
        said.ShouldContain("passkey-ledger migrate");
    }

    [Fact]
    public async Task an_event_that_nobody_knows_fails_the_rebuild_and_nothing_has_changed()
    {
        await using var database = await postgres.CreateDatabaseAsync([.. LedgerSchema.Sources]);
        await database.ScalarAsync("insert into mt_streams (tenant_id, id, version) values ('pool', 'passkeys/someone', 1)");
        await database.ScalarAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'passkeys/someone', 1, '{}', 'from_the_future', now(), 'pool')
            """);

        var (exitCode, said) = await RebuildAsync("credentials", $"--ConnectionStrings:Ledger={database.ConnectionString}");

        exitCode.ShouldBe(ExitCode.No, said);
        said.ShouldContain("credentials cannot be rebuilt beyond position 0, and is as it was");
        said.ShouldContain("from_the_future");
        (await database.ScalarAsync("select count(*) from ledger_credentials")).ShouldBe(0L);
    }

    private async Task<(int ExitCode, string Said)> RebuildAsync(params string[] arguments)
    {
        await using var said = new StringWriter { NewLine = "\n" };
        var exitCode = await RunAsync(["rebuild", .. arguments], said, Cancelled);
        return (exitCode, said.ToString());
    }

    // Of two values for one key the later one counts.
    private Task<int> RunAsync(string[] arguments, TextWriter said, CancellationToken cancellationToken) => CommandLine.RunAsync(
        ["--environment=Production", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString}", .. arguments],
        new CommandHandlers((_, _) => throw new InvalidOperationException(), (_, _, _, _) => throw new InvalidOperationException()),
        said,
        said,
        cancellationToken);

    /// <summary>What the table should hold, by the events alone.</summary>
    private async Task<IReadOnlyList<string>> CredentialsOfLogAsync()
    {
        var credentials = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var position = 0L;
        while (await ledger.Store.ReadLogAsync(position, 500, Cancelled) is [.., var last] events)
        {
            foreach (var stored in events)
            {
                var @event = StoredEvents.Read(stored.Type, stored.Data.Span);
                if (@event is RegistrationCompleted completed)
                    credentials[$"{stored.Stream.Tenant}|{completed.CredentialId}"] = $"{LedgerStreams.SubOf(stored.Stream)}|{completed.FriendlyName}|{completed.RegistrationId}";
                else if (@event is CredentialDeleted deleted)
                    credentials.Remove($"{stored.Stream.Tenant}|{deleted.CredentialId}").ShouldBeTrue();
            }

            position = last.Position;
        }

        return [.. credentials.Select(credential => $"{credential.Key}|{credential.Value}")];
    }

    private sealed class Watching(Action<string> watch) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            watch(value ?? "");
        }
    }
}
