using Npgsql;

namespace PasskeyLedger.Service.Development;

/// <summary>The way to a private server, as its superuser.</summary>
internal static class PrivatePostgresConnection
{
    public const string Role = "passkey_ledger";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static string StringFor(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Role,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Waits for the server's first answer, which a container's gives some time after the container is up.</summary>
    /// <exception cref="PrivatePostgresException">It does not answer, or not to the password.</exception>
    public static async Task WaitAsync(string connectionString, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LongestWait);
        while (true)
        {
            try
            {
                await using var connection = await OpenMaintenanceAsync(connectionString, cancellationToken);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                throw new PrivatePostgresException("The private database has another password than its folder says. Delete its data (folder or Docker volume) to begin anew.", failure);
            }
            catch (NpgsqlException failure)
            {
                if (timeout.IsCancellationRequested)
                    throw new PrivatePostgresException("The private PostgreSQL was started but does not answer.", failure);
                await Task.Delay(BetweenLooks, cancellationToken);
            }
        }
    }

    /// <summary>Creates the connection string's database where it does not exist.</summary>
    public static async Task EnsureDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await using var connection = await OpenMaintenanceAsync(connectionString, cancellationToken);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(database);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {quoted}", connection);
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was faster.
        }
    }

    private static async Task<NpgsqlConnection> OpenMaintenanceAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
