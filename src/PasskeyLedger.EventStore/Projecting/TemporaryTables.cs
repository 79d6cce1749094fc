using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// A projection's tables as temporary ones of a session, which nobody else sees. The projection's statements say no schema, so which
/// tables they write is a matter of the search path.
/// </summary>
internal sealed class TemporaryTables : IAsyncDisposable
{
    private const string Schema = "pg_temp";

    private const string EnterSql = "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), false)";

    private readonly NpgsqlConnection connection;
    private PutOffIndexes indexes = PutOffIndexes.None;

    private TemporaryTables(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<TemporaryTables> CreateAsync(NpgsqlDataSource dataSource, Projection projection, CancellationToken cancellationToken)
    {
        var tables = new TemporaryTables(await dataSource.OpenConnectionAsync(cancellationToken));
        try
        {
            await tables.ExecuteAsync(EnterSql, cancellationToken);
            await tables.ExecuteAsync(projection.CreateSql, cancellationToken);
            tables.indexes = await PutOffIndexes.TakeAsync(tables.connection, Schema, cancellationToken);
            return tables;
        }
        catch
        {
            await tables.DisposeAsync();
            throw;
        }
    }

    public async Task WriteAsync(ProjectedRows rows, CancellationToken cancellationToken)
    {
        await indexes.MakeAsync(connection, rows.NeededIndexes, cancellationToken);
        await rows.WriteAsync(connection, Schema, cancellationToken);
    }

    /// <summary>How rows of a table are held against those of the one in use, which another session finds under the same name.</summary>
    public Task<TableShape> ShapeOfAsync(string table, NpgsqlConnection used, CancellationToken cancellationToken) =>
        TableShape.ReadAsync(connection, used, table, cancellationToken);

    public Task<CopiedRows> ReadAsync(TableShape shape, CancellationToken cancellationToken) =>
        CopiedRows.OpenAsync(connection, shape.CopyOfMade(), cancellationToken);

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
