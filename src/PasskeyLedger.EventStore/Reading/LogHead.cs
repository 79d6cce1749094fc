using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>The log's last position.</summary>
public static class LogHead
{
    private static readonly string ReadSql = EmbeddedSql.Read("Reading.ReadHead.sql");

    /// <summary>Reads the last position that is committed, settled or not; zero where the log is empty.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<long> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await ReadAsync(connection, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    internal static async Task<long> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
