using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.TransparencyLog;

/// <summary>The drill of the README: a backup, a restore into a fresh cluster, and the proof that it is the same log.</summary>
public sealed class BackupTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_backup_restored_into_a_fresh_cluster_verifies_and_goes_on_without_using_a_position_twice()
    {
        var (dump, restore) = (InstalledProgram.OrSkip("pg_dump"), InstalledProgram.OrSkip("pg_restore"));
        await using var ledger = await LedgerWithKey.StartAsync(await postgres.CreateEmptyDatabaseAsync());
        await ledger.RegisterAsync(2);
        await RunAsync(dump, ledger.Database.ConnectionString, "--format=custom", $"--file={ledger.Place("older.dump")}");
        await ledger.RegisterAsync(3);
        await File.WriteAllTextAsync(ledger.Place("outside.checkpoint"), await ledger.CheckpointAsync(), Cancelled);
        await RunAsync(dump, ledger.Database.ConnectionString, "--format=custom", $"--file={ledger.Place("newer.dump")}");
        var last = (long)(await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!;
        var events = await ledger.Database.LinesAsync("SELECT seq_id, id, data FROM mt_events ORDER BY seq_id");
        await ledger.StopAsync();

        // Another cluster, with nothing of the first one in it.
        await using var fresh = new PostgresFixture();
        await fresh.InitializeAsync();
        await using var restored = await fresh.CreateEmptyDatabaseAsync();
        await RunAsync(restore, restored.ConnectionString, "--exit-on-error", "--no-owner", ledger.Place("newer.dump"));
        var verified = await ledger.RunOnAsync(restored.ConnectionString, "verify", "--checkpoint", ledger.Place("outside.checkpoint"));
        verified.ExitCode.ShouldBe(0, verified.Output);
        (await restored.LinesAsync("SELECT seq_id, id, data FROM mt_events ORDER BY seq_id")).ShouldBe(events);

        await using var moved = await ledger.MoveToAsync(restored);
        await moved.RegisterAsync(2);
        var positions = await restored.LinesAsync($"SELECT seq_id FROM mt_events WHERE seq_id > {last.ToString(CultureInfo.InvariantCulture)} ORDER BY seq_id");
        positions.Count.ShouldBeGreaterThanOrEqualTo(4);
        (await restored.LinesAsync("SELECT seq_id, id, data FROM mt_events ORDER BY seq_id")).Take(events.Count).ShouldBe(events);
        verified = await moved.RunAsync("verify", "--checkpoint", ledger.Place("outside.checkpoint"));
        verified.ExitCode.ShouldBe(0, verified.Output);

        // The older backup is a log that once was, and not the one that was signed since.
        await using var older = await fresh.CreateEmptyDatabaseAsync();
        await RunAsync(restore, older.ConnectionString, "--exit-on-error", "--no-owner", ledger.Place("older.dump"));
        verified = await ledger.RunOnAsync(older.ConnectionString, "verify", "--checkpoint", ledger.Place("outside.checkpoint"));
        verified.ExitCode.ShouldBe(1, verified.Output);
        verified.Output.ShouldContain("rolled_back");
    }

    private static async Task RunAsync(string program, string connectionString, params string[] arguments)
    {
        var place = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program, ["--dbname", place.Database!, .. arguments]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["PGHOST"] = place.Host;
        start.Environment["PGPORT"] = place.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = place.Username;
        start.Environment["PGPASSWORD"] = place.Password;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0, $"{Path.GetFileName(program)}: {errors}");
    }
}
