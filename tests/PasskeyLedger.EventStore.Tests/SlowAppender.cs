using Npgsql;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>An appender whose steps a test takes one by one: begin (with a transaction id), draw a position, and then end in one way or another.</summary>
internal sealed class SlowAppender : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly string stream;
    private long position;

    private SlowAppender(NpgsqlConnection connection, NpgsqlTransaction transaction, string stream)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.stream = stream;
    }

    public static async Task<SlowAppender> BeginAsync(NpgsqlDataSource dataSource, string stream)
    {
        var opened = await dataSource.OpenConnectionAsync(Cancellation);
        var appender = new SlowAppender(opened, await opened.BeginTransactionAsync(Cancellation), stream);
        await appender.ScalarAsync("INSERT INTO mt_streams (tenant_id, id, version) VALUES ('pool_a', $1, 1) RETURNING 1", stream);
        return appender;
    }

    public async Task DrawAsync() => position = (long)(await ScalarAsync("SELECT nextval('mt_events_sequence')"))!;

    public async Task CommitAsync()
    {
        await ScalarAsync(
            """
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            VALUES ($1, gen_random_uuid(), $2, 1, '{}', 'slow', now(), 'pool_a') RETURNING 1
            """,
            position, stream);
        await transaction.CommitAsync(Cancellation);
    }

    public Task RollbackAsync() => transaction.RollbackAsync(Cancellation);

    /// <summary>The appender's session ends as if its node had died.</summary>
    public async Task DieAsync(NpgsqlDataSource dataSource)
    {
        await using var command = dataSource.CreateCommand("SELECT pg_terminate_backend($1)");
        command.Parameters.Add(new() { Value = connection.ProcessID });
        await command.ExecuteScalarAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
