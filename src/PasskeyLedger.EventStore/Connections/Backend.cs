using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Connections;

/// <summary>The server's process behind a connection, named so that no later process is taken for it.</summary>
/// <param name="ServerStarted">When the server was started, which tells it from any other.</param>
internal readonly record struct Backend(int ProcessId, DateTimeOffset Started, DateTimeOffset ServerStarted)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly string OpenSql = EmbeddedSql.Read("Connections.OpenConnection.sql");
    private static readonly string EndSql = EmbeddedSql.Read("Connections.EndBackend.sql");

    /// <summary>Sets a new connection up for a worker.</summary>
    public static async Task<Backend> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OpenSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>
    /// Ends the process, seen from another connection, and waits until it is gone. A client that lost its connection does
    /// not know whether the server has even read what it sent; only then is it certain that nothing of it commits any more.
    /// </summary>
    public async Task EndAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand(EndSql, connection)
            {
                Parameters =
                {
                    new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = ProcessId },
                    new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = Started },
                },
            };
            if (await command.ExecuteScalarAsync(cancellationToken) is null)
                return;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }
}
