using System.Globalization;
using Npgsql;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Service.Development;
using Xunit;

namespace PasskeyLedger.Testing;

/// <summary>
/// One private PostgreSQL for a test process, started with its first database and removed at the end, as an assembly
/// fixture: <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c> and a constructor parameter. A database a test
/// costs some 30 ms, so that tests need not share one.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, string> templates = new(StringComparer.Ordinal);
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"passkey-ledger-tests-{Guid.NewGuid():N}");
    private PrivatePostgres? running;
    private string? whyNot;
    private int databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new database with the scripts of the sources applied, by default the event store's own. Skips the test where PostgreSQL cannot be had.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync(params MigrationSource[] sources) =>
        CreateAsync((server, cancellationToken) => TemplateAsync(server, sources is [] ? [MigrationSource.EventStore] : sources, cancellationToken));

    /// <summary>A new database without any table. Skips the test where PostgreSQL cannot be had.</summary>
    public Task<PostgresDatabase> CreateEmptyDatabaseAsync() => CreateAsync((_, _) => Task.FromResult("template1"));

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        gate.Dispose();
    }

    private async Task<PostgresDatabase> CreateAsync(Func<PrivatePostgres, CancellationToken, Task<string>> chooseTemplate)
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        // One at a time: a template cannot be copied twice at once.
        await gate.WaitAsync(cancellationToken);
        try
        {
            var server = await StartAsync(cancellationToken);
            var template = await chooseTemplate(server, cancellationToken);
            var name = $"test_{(++databases).ToString(CultureInfo.InvariantCulture)}";
            await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}", cancellationToken);
            return new PostgresDatabase(
                For(server, name), () => ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None));
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<PrivatePostgres> StartAsync(CancellationToken cancellationToken)
    {
        if (running is not null)
            return running;
        if (whyNot is null)
        {
            try
            {
                return running = await PrivatePostgres.StartAsync(
                    new PrivatePostgresOptions
                    {
                        Folder = folder,
                        MayInstall = false,
                        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            // Nothing here survives a crash of the machine, and no test asks it to.
                            ["fsync"] = "off",
                            ["full_page_writes"] = "off",
                            ["max_connections"] = "200",
                        },
                    },
                    cancellationToken);
            }
            catch (PrivatePostgresException failure)
            {
                whyNot = failure.Message;
            }
        }

        Assert.Skip(whyNot);
        throw new InvalidOperationException(whyNot);
    }

    private async Task<string> TemplateAsync(PrivatePostgres server, MigrationSource[] sources, CancellationToken cancellationToken)
    {
        var key = string.Join('|', sources.SelectMany(source => source.Scripts).Select(script => script.Sha256));
        if (templates.TryGetValue(key, out var template))
            return template;

        template = $"template_{templates.Count.ToString(CultureInfo.InvariantCulture)}";
        await ExecuteAsync(server, $"CREATE DATABASE {template}", cancellationToken);

        // A template may have no connections: this one does not stay in a pool.
        await using (var dataSource = NpgsqlDataSource.Create(For(server, template) + ";Pooling=false"))
            await new Migrator(dataSource, sources).ApplyAsync(cancellationToken);
        templates.Add(key, template);
        return template;
    }

    private static string For(PrivatePostgres server, string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(PrivatePostgres server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
