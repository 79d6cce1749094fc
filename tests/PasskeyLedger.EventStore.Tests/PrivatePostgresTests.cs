using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>The service's own server, from its first start to the end of a killed service. As root these run it as another user.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"passkey-ledger-private-{Guid.NewGuid():N}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task it_starts_keeps_its_data_over_a_restart_and_leaves_no_process()
    {
        await using (var server = await StartAsync())
        {
            server.IsOwner.ShouldBeTrue();
            (await ScalarAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT current_setting('fsync') || current_setting('listen_addresses') || current_database()"))
                .ShouldBe("on127.0.0.1passkey_ledger");
        }

        File.Exists(Path.Combine(folder, "data", "postmaster.pid")).ShouldBeFalse("the server is down");
        await using var again = await StartAsync();
        (await ScalarAsync(again, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Fact]
    public async Task only_the_password_of_its_folder_opens_it_and_only_its_user_reads_that()
    {
        await using var server = await StartAsync();

        File.GetUnixFileMode(Path.Combine(folder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(Cancellation))).SqlState.ShouldBe("28P01");
    }

    [Fact]
    public async Task the_server_never_runs_as_root()
    {
        await using var server = await StartAsync();

        var pid = (int)(await ScalarAsync(server, "SELECT pg_backend_pid()"))!;
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "user=", "-p", $"{pid}"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        (await ps.StandardOutput.ReadToEndAsync(Cancellation)).Trim().ShouldNotBe("root");
    }

    [Fact]
    public async Task folders_above_its_own_may_be_made_with_it()
    {
        await using var server = await StartAsync(new() { Folder = Path.Combine(folder, "above", "own") });

        (await ScalarAsync(server, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task a_second_start_in_the_folder_joins_the_first_and_leaves_it_running()
    {
        await using var owner = await StartAsync();

        await using (var guest = await StartAsync())
        {
            guest.IsOwner.ShouldBeFalse();
            guest.Port.ShouldBe(owner.Port);
            (await ScalarAsync(guest, "SELECT 1")).ShouldBe(1);
        }

        (await ScalarAsync(owner, "SELECT 2")).ShouldBe(2);
    }

    [Fact]
    public async Task a_server_left_without_owner_and_keeper_is_replaced()
    {
        // Held by another process, which is then killed together with its keeper: nobody is left to stop the server.
        using var holder = await HoldAsync();
        var pidFile = Path.Combine(folder, "data", "postmaster.pid");
        var leftover = int.Parse((await File.ReadAllLinesAsync(pidFile, Cancellation))[0], System.Globalization.CultureInfo.InvariantCulture);
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync(Cancellation);

        await using var server = await StartAsync();

        server.IsOwner.ShouldBeTrue();
        (await ScalarAsync(server, "SELECT note FROM held")).ShouldBe("by the killed");
        File.ReadLines(pidFile).First().ShouldNotBe($"{leftover}");
    }

    [Fact]
    public async Task a_server_does_not_outlive_a_killed_service()
    {
        using var holder = await HoldAsync();
        var pidFile = Path.Combine(folder, "data", "postmaster.pid");
        File.Exists(pidFile).ShouldBeTrue();

        holder.Kill(entireProcessTree: false);

        while (File.Exists(pidFile))
            await Task.Delay(20, Cancellation);
    }

    [Fact]
    public async Task settings_reach_the_server_whatever_they_hold()
    {
        await using var server = await StartAsync(new() { Folder = folder, Settings = new Dictionary<string, string> { ["application_name"] = "it's", ["fsync"] = "off" } });

        (await ScalarAsync(server, "SELECT current_setting('fsync') || reset_val FROM pg_settings WHERE name = 'application_name'")).ShouldBe("offit's");
    }

    [Fact]
    public async Task a_database_that_was_restarted_in_between_is_written_to_again()
    {
        var first = await StartAsync();
        await new Migrations.Migrator(NpgsqlDataSource.Create(first.ConnectionString), Migrations.MigrationSource.EventStore).ApplyAsync(Cancellation);
        await using var way = new CuttableConnection(first.ConnectionString);
        await using var store = new NpgsqlEventStore(way.DataSource, new() { FateTimeout = TimeSpan.FromSeconds(3) });
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);

        await first.DisposeAsync();
        await Should.ThrowAsync<EventStoreUnavailableException>(() => store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1)));
        await using var second = await StartAsync();
        way.ServerPort = second.Port;

        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1))).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(2);
        (await store.ReadAsync(Stream("s"))).StreamVersion.ShouldBe(2);
    }

    [Fact]
    public async Task what_was_settled_on_one_server_says_nothing_of_another()
    {
        var first = await StartAsync();
        await using var setUp = NpgsqlDataSource.Create(first.ConnectionString);
        await new Migrations.Migrator(setUp, Migrations.MigrationSource.EventStore).ApplyAsync(Cancellation);
        await using var way = new CuttableConnection(first.ConnectionString);
        await using var reader = new NpgsqlEventStore(way.DataSource);
        await using (var writer = new NpgsqlEventStore(setUp))
        {
            await writer.AppendAsync(Stream("before"), ExpectedVersion.NoStream);
            await using (var never = await SlowAppender.BeginAsync(setUp, "never"))
                await never.DrawAsync();
            await writer.AppendAsync(Stream("lost"), ExpectedVersion.NoStream);
            while ((await reader.ReadLogAsync(1, 10, Cancellation)).Count == 0)
                await Task.Delay(10, Cancellation);
        }

        // The next one lacks the last commit, and none of this process's connections tells of its coming.
        way.DataSource.Clear();
        await first.DisposeAsync();
        await using var second = await StartAsync();
        way.ServerPort = second.Port;
        await ScalarAsync(second, "DELETE FROM mt_events WHERE seq_id = 3; SELECT setval('mt_events_sequence', 1)");
        await using var database = NpgsqlDataSource.Create(second.ConnectionString);
        await using var late = await SlowAppender.BeginAsync(database, "late");
        await late.DrawAsync();
        await using (var writer = new NpgsqlEventStore(database))
            await writer.AppendAsync(Stream("behind"), ExpectedVersion.NoStream);

        (await reader.ReadLogAsync(1, 10, Cancellation)).ShouldBeEmpty();
        await late.CommitAsync();
        (await reader.ReadLogAsync(1, 10, Cancellation)).Select(stored => stored.Stream.Key.Value).ShouldBe(["late", "behind"]);
    }

    [Fact]
    public async Task without_binaries_and_without_other_ways_it_says_what_to_do()
    {
        var failure = await Should.ThrowAsync<PrivatePostgresException>(() => StartAsync(
            new() { Folder = folder, BinaryFolders = ["/nowhere"], MayUseDocker = false, MayInstall = false }));

        failure.Message.ShouldContain("install");
        failure.Message.ShouldContain("connection string");
    }

    [Fact]
    public async Task a_folder_with_something_else_in_it_is_left_alone()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "years of work", Cancellation);

        (await Should.ThrowAsync<PrivatePostgresException>(() => StartAsync())).Message.ShouldContain(folder);

        Directory.EnumerateFileSystemEntries(folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task data_of_another_major_version_is_not_touched()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "PG_VERSION"), "9\n", Cancellation);

        (await Should.ThrowAsync<PrivatePostgresException>(() => StartAsync())).Message.ShouldContain("made by PostgreSQL 9");
    }

    [Fact]
    public async Task an_ordinary_user_runs_it_as_itself()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Every test here runs as an ordinary user already.");
        Directory.CreateDirectory(folder);
        Run("chown", "nobody", folder);

        using var holder = await HoldAsync("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups", "--");

        Run("test", "-f", Path.Combine(folder, "data", "postmaster.pid"));
        (await OwnerAsync(Path.Combine(folder, "data"))).ShouldBe("nobody");
        holder.Kill(entireProcessTree: false);
        while (File.Exists(Path.Combine(folder, "data", "postmaster.pid")))
            await Task.Delay(20, Cancellation);
    }

    private Task<Process> HoldAsync(params string[] prefix)
    {
        SkipWithoutBinaries();
        return OtherProcess.StartAsync([Program.HoldServer, folder], prefix);
    }

    private Task<PrivatePostgres> StartAsync() => StartAsync(new() { Folder = folder });

    private static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options)
    {
        if (options.BinaryFolders is null)
            SkipWithoutBinaries();
        return await PrivatePostgres.StartAsync(options with { MayUseDocker = false, MayInstall = false }, Cancellation);
    }

    private static void SkipWithoutBinaries()
    {
        if (!HasBinaries)
            Assert.Skip("PostgreSQL's binaries are not on this machine.");
    }

    private static bool HasBinaries { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "initdb")))
        || Directory.Exists("/usr/lib/postgresql") || Directory.Exists("/opt/homebrew/opt") || Directory.Exists("/usr/local/opt");

    private static async Task<object?> ScalarAsync(PrivatePostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, string.Join(' ', command));
    }

    private static async Task<string> OwnerAsync(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return (await stat.StandardOutput.ReadToEndAsync(Cancellation)).Trim();
    }
}
