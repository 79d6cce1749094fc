using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// A projection's tables as temporary ones of a session, which nobody else sees. The projection's statements say no schema, so which
/// tables they write is a matter of the search path.
/// </summary>
internal sealed class TemporaryTables : IAsyncDisposable
{
    private const string EnterSql = "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), false)";
    private static readonly string ReadKeySql = EmbeddedSql.Read("Projecting.ReadPrimaryKey.sql");

    private readonly NpgsqlConnection connection;
    private readonly Projection projection;

    private TemporaryTables(NpgsqlConnection connection, Projection projection)
    {
        this.connection = connection;
        this.projection = projection;
    }

    public static async Task<TemporaryTables> CreateAsync(NpgsqlDataSource dataSource, Projection projection, CancellationToken cancellationToken)
    {
        var tables = new TemporaryTables(await dataSource.OpenConnectionAsync(cancellationToken), projection);
        try
        {
            await tables.ExecuteAsync(EnterSql, cancellationToken);
            await tables.ExecuteAsync(projection.CreateSql, cancellationToken);
            return tables;
        }
        catch
        {
            await tables.DisposeAsync();
            throw;
        }
    }

    public Task WriteAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken) =>
        ProjectionRows.WriteAsync(connection, projection, events, cancellationToken);

    /// <param name="key">The expression that makes a row's key, by <see cref="KeyOfAsync"/>.</param>
    public IAsyncEnumerable<TableRow> ReadAsync(string table, string key, TenantId? tenant, CancellationToken cancellationToken) =>
        TableRows.ReadAsync(connection, table, key, tenant, cancellationToken);

    /// <summary>The expression that makes a row's key, by the projection's own statements: the table in use may have been given another.</summary>
    public async Task<string> KeyOfAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadKeySql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = $"pg_temp.{table}" } },
        };
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Drops the tables. A pooled connection may outlive this, and keeps nothing of them.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync("DISCARD TEMP; RESET search_path", CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            // The session is gone, and they with it.
        }

        await connection.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
