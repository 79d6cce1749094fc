using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.Commands;

/// <summary>The executable as a shell sees it: what it prints, and the exit code.</summary>
public sealed class CommandTests(PostgresFixture postgres)
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Database=ledger;Username=ledger";

    private static readonly Dictionary<string, string?> OnePool = new(StringComparer.Ordinal)
    {
        ["UserPools__0__Id"] = "pool",
        ["UserPools__0__Issuer"] = "https://issuer.example",
        ["UserPools__0__WebAuthn__RelyingPartyId"] = "example.com",
    };

    [Fact]
    public async Task migrate_prints_its_sql_applies_it_and_has_nothing_left_to_do()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var command = Configured("Production", database.ConnectionString, OnePool);

        var dryRun = await command.RunAsync("migrate", "--dry-run");
        dryRun.ExitCode.ShouldBe(0, dryRun.Output);
        dryRun.Output.ShouldContain("CREATE TABLE IF NOT EXISTS mt_events");

        var applied = await command.RunAsync("migrate");
        applied.ExitCode.ShouldBe(0, applied.Output);
        applied.Output.ShouldContain("applied read-models/0001_credentials");

        var again = await command.RunAsync("migrate");
        again.ExitCode.ShouldBe(0, again.Output);
        again.Output.ShouldContain("The database is at this version.");
    }

    [Fact]
    public async Task serve_refuses_a_database_that_is_not_migrated_in_production()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        var refused = await Configured("Production", database.ConnectionString, OnePool).RunAsync("serve", "--urls", "http://127.0.0.1:0");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("passkey-ledger migrate");
    }

    [Fact]
    public async Task serve_refuses_a_key_file_that_is_not_the_databases()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var keyFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(keyFile, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
            var command = Configured("Production", database.ConnectionString, new Dictionary<string, string?>(OnePool, StringComparer.Ordinal)
            {
                ["PersonalData__KeyFile"] = keyFile,
            });
            (await command.RunAsync("migrate")).ExitCode.ShouldBe(0);
            await database.ScalarAsync("INSERT INTO ledger_personal_key_file (fingerprint, since) VALUES ('0123456789abcdef', now())");

            var refused = await command.RunAsync("serve", "--urls", "http://127.0.0.1:0");

            refused.ExitCode.ShouldBe(2, refused.Output);
            refused.Output.ShouldContain("key-encryption key 0123456789abcdef");
        }
        finally
        {
            File.Delete(keyFile);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://203.0.113.1:5080")]
    public async Task serve_says_that_it_cannot_listen_where_it_is_told_to(string address)
    {
        var refused = await Configured("Production", Nowhere, OnePool).RunAsync("serve", "--urls", address);

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain($"The service cannot listen (urls: {address}): ");
    }

    [Fact]
    public async Task serve_says_that_its_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var refused = await Configured("Production", Nowhere, OnePool).RunAsync("serve", "--urls", $"http://{other.LocalEndpoint}");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("address already in use");
    }

    [Fact]
    public async Task serve_says_what_its_role_may_not_do()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        (await Configured("Production", database.ConnectionString, OnePool).RunAsync("migrate")).ExitCode.ShouldBe(0);
        var password = Guid.NewGuid().ToString("N");
        await database.ScalarAsync($"""
            CREATE ROLE only_reads LOGIN PASSWORD '{password}';
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads;
            """);
        var reading = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "only_reads", Password = password }.ConnectionString;

        var refused = await Configured("Production", reading, OnePool).RunAsync("serve", "--urls", "http://127.0.0.1:0");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("The database refused it: permission denied");
    }

    [Fact]
    public async Task serve_in_development_says_that_a_configured_database_is_away()
    {
        var refused = await Configured("Development", Nowhere, OnePool).RunAsync("serve", "--urls", "http://127.0.0.1:5099");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("The event store's database is not available");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("rewind", "--to", "0")]
    public async Task a_command_on_the_relay_that_waits_for_the_database_can_be_interrupted(params string[] arguments)
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var command = Configured("Production", database.ConnectionString, OnePool);
        (await command.RunAsync("migrate")).ExitCode.ShouldBe(0);
        await using var holder = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await new NpgsqlCommand("LOCK TABLE ledger_relay, mt_event_progression", holder).ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("passkey-ledger-test-");
        using var process = Process.Start(command.StartInfo(folder.FullName, ["relay", .. arguments]))!;
        while (await database.ScalarAsync("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND NOT l.granted") is 0L)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Signals.Terminate(process).ShouldBeTrue();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(1);
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().ShouldBe("Interrupted.");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task every_fault_of_the_configuration_is_named_at_once()
    {
        var refused = await Configured("Production", connectionString: null, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["UserPools__0__Id"] = "pool",
            ["UserPools__0__WebAuthn__UserVerification"] = "maybe",
            ["UserPools__0__WebAuthn__RelyingPartId"] = "example.com",
        }).RunAsync("serve");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("ConnectionStrings:Ledger is missing");
        refused.Output.ShouldContain("UserPools:0:Issuer is missing");
        refused.Output.ShouldContain("UserPools:0:WebAuthn:UserVerification is \"maybe\"");
        refused.Output.ShouldContain("UserPools:0:WebAuthn:RelyingPartId is not a setting");
    }

    [Fact]
    public async Task the_development_pool_is_refused_in_production()
    {
        var refused = await Configured("Production", "Host=localhost", new Dictionary<string, string?>(OnePool, StringComparer.Ordinal)
        {
            ["UserPools__0__Id"] = "local_dev",
        }).RunAsync("serve");

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Output.ShouldContain("local_dev");
    }

    [Fact]
    public async Task dev_token_prints_a_token_in_development_and_nothing_elsewhere()
    {
        var token = await Configured("Development", "Host=localhost", new Dictionary<string, string?>(StringComparer.Ordinal)).RunAsync("dev-token", "alice");
        token.ExitCode.ShouldBe(0, token.Output);
        token.Output.Trim().Split('.').Length.ShouldBe(3);

        var refused = await Configured("Production", "Host=localhost", OnePool).RunAsync("dev-token", "alice");
        refused.ExitCode.ShouldBe(2, refused.Output);
    }

    [Fact]
    public async Task a_command_that_does_not_exist_is_a_fault_of_usage()
    {
        var refused = await Configured("Production", "Host=localhost", OnePool).RunAsync("migrat");

        refused.ExitCode.ShouldBe(2, refused.Output);
    }

    private static ServiceCommand Configured(string environment, string? connectionString, IReadOnlyDictionary<string, string?> variables) =>
        new(environment, connectionString, variables);
}
