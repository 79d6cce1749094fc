using Npgsql;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>A private PostgreSQL of the benchmark's own, which commits to disk and is gone with its data afterwards.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly PrivatePostgres server;

    private BenchmarkServer(string folder, PrivatePostgres server)
    {
        Folder = folder;
        this.server = server;
    }

    public string ConnectionString => server.ConnectionString;

    /// <summary>A folder for the benchmark's other files. It goes with the server.</summary>
    public string Folder { get; }

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task<BenchmarkServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        // Not the folder for temporary files, which may be in memory: a commit must cost what it costs.
        var folder = Path.Combine("/var/tmp", $"passkey-ledger-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var started = await PrivatePostgres.StartAsync(
                new PrivatePostgresOptions { Folder = Path.Combine(folder, "postgres"), Settings = settings, MayUseDocker = false, MayInstall = false },
                cancellationToken);
            return new(folder, started);
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    /// <summary>A database with the tables of an empty ledger.</summary>
    public async Task<NpgsqlDataSource> CreateLedgerAsync(string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name });
        await new Migrator(database, MigrationSource.EventStore, ReadModelMigrations.Source).ApplyAsync(cancellationToken);
        return database;
    }

    /// <summary>Writes out what was changed, before somebody else's turn.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) => ExecuteAsync("CHECKPOINT", cancellationToken);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var administration = NpgsqlDataSource.Create(ConnectionString);
        await using var command = administration.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Delete(Folder);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
