using Npgsql;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>A private PostgreSQL that commits to disk, removed at the end.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly PrivatePostgres server;
    private readonly string folder;

    private BenchmarkServer(PrivatePostgres server, string folder)
    {
        this.server = server;
        this.folder = folder;
        Administration = NpgsqlDataSource.Create(server.ConnectionString);
    }

    /// <summary>The database that comes with the server.</summary>
    public NpgsqlDataSource Administration { get; }

    /// <summary>Starts it and says what it is.</summary>
    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task<BenchmarkServer> StartAsync(CancellationToken cancellationToken)
    {
        // Not the folder for temporary files, which may be in memory: a commit must cost what it costs.
        var folder = Path.Combine("/var/tmp", $"passkey-ledger-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var started = new BenchmarkServer(
                await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Folder = folder, MayUseDocker = false, MayInstall = false }, cancellationToken), folder);
            await started.DescribeAsync(cancellationToken);
            return started;
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>A new database with these tables.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(string name, CancellationToken cancellationToken, params MigrationSource[] sources)
    {
        await ExecuteAsync(Administration, $"CREATE DATABASE {name}", cancellationToken);
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name });
        await new Migrator(database, sources).ApplyAsync(cancellationToken);
        return database;
    }

    /// <summary>Writes out all pages, so that nobody has to write out another's.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) => ExecuteAsync(Administration, "CHECKPOINT", cancellationToken);

    public static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Administration.DisposeAsync();
        await server.DisposeAsync();
        Remove(folder);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private async Task DescribeAsync(CancellationToken cancellationToken)
    {
        await using var command = Administration.CreateCommand(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Console.WriteLine($"PostgreSQL {reader.GetString(0)}, fsync {reader.GetString(1)}, synchronous_commit {reader.GetString(2)}");
    }
}
