using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>The log's last position, as one of the caller's transactions sees it.</summary>
internal static class LogHead
{
    private static readonly string ReadSql = EmbeddedSql.Read("Projecting.ReadHead.sql");

    /// <summary>Zero where the log is empty.</summary>
    public static async Task<long> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
