using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The ledger's database: the configured one, or in Development a private one, which stops with the service.</summary>
internal sealed class LedgerDatabase : IAsyncDisposable
{
    private const string ApplicationName = "passkey-ledger";

    private readonly PrivatePostgres? server;

    private LedgerDatabase(string connectionString, PrivatePostgres? server)
    {
        var named = new NpgsqlConnectionStringBuilder(connectionString);
        named.ApplicationName ??= ApplicationName;
        named.ReadBufferSize = Math.Max(named.ReadBufferSize, EventStoreOptions.ReadBufferSize);
        DataSource = NpgsqlDataSource.Create(named);
        this.server = server;
    }

    public NpgsqlDataSource DataSource { get; }

    /// <param name="configured">Null in Development alone.</param>
    /// <exception cref="PrivatePostgresException">No connection string is configured, and a private database cannot be had.</exception>
    public static async Task<LedgerDatabase> OpenAsync(Secret? configured, CancellationToken cancellationToken)
    {
        if (configured is not null)
            return new(configured.Reveal(), server: null);

        var started = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { Report = Console.Error.WriteLine }, cancellationToken);
        return new(started.ConnectionString, started);
    }

    /// <summary>That the database did not do what it was asked, as whoever runs a command is told.</summary>
    public static string Refusal(PostgresException refused) => $"The database refused it: {refused.MessageText} (SQLSTATE {refused.SqlState}).";

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }
}
