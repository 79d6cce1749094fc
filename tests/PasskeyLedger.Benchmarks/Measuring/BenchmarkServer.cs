using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Messaging;
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
        Administration = NpgsqlDataSource.Create(server.ConnectionString);
    }

    /// <summary>As the server's superuser.</summary>
    public string ConnectionString => server.ConnectionString;

    /// <summary>The database that comes with the server.</summary>
    public NpgsqlDataSource Administration { get; }

    /// <summary>A folder for the benchmark's other files. It goes with the server.</summary>
    public string Folder { get; }

    /// <summary>Starts it and says what it is.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <param name="settings">Settings as in postgresql.conf, beyond the defaults.</param>
    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task<BenchmarkServer> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        // Not the folder for temporary files, which may be in memory: a commit must cost what it costs.
        var folder = Path.Combine("/var/tmp", $"passkey-ledger-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var options = new PrivatePostgresOptions
            {
                Folder = Path.Combine(folder, "postgres"),
                Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal),
                MayUseDocker = false,
                MayInstall = false,
            };
            var started = new BenchmarkServer(folder, await PrivatePostgres.StartAsync(options, cancellationToken));
            await started.DescribeAsync(cancellationToken);
            return started;
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    /// <summary>A new database with these tables.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(string name, CancellationToken cancellationToken, params MigrationSource[] sources)
    {
        await ExecuteAsync(Administration, $"CREATE DATABASE {name}", cancellationToken);
        var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, ReadBufferSize = EventStoreOptions.ReadBufferSize });
        await new Migrator(database, sources).ApplyAsync(cancellationToken);
        return database;
    }

    /// <summary>A new database with the tables of a ledger, of its read models and of its relay.</summary>
    public Task<NpgsqlDataSource> CreateLedgerAsync(string name, CancellationToken cancellationToken) =>
        CreateDatabaseAsync(name, cancellationToken, MigrationSource.EventStore, ReadModelMigrations.Source, MessagingMigrations.Source);

    /// <summary>Writes out what was changed, so that nobody has to write out another's.</summary>
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
        Delete(Folder);
    }

    private static void Delete(string folder)
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
