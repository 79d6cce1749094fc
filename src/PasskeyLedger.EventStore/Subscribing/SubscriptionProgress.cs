using Npgsql;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>How far a name has come in the log.</summary>
/// <param name="Position">The position up to which it has handled the log.</param>
/// <param name="Head">The log's last position.</param>
/// <param name="BehindSince">When the event happened that it handles next; null where it has handled all.</param>
public sealed record SubscriptionProgress(string Name, long Position, long Head, DateTimeOffset? BehindSince)
{
    private static readonly string ReadSql = EmbeddedSql.Read("Subscribing.ReadProgress.sql");
    private static readonly string ReadHeadSql = EmbeddedSql.Read("Projecting.ReadHead.sql");

    /// <summary>Reads the progress of every name that has a checkpoint, but for rebuilds.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<IReadOnlyList<SubscriptionProgress>> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(ReadSql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            List<SubscriptionProgress> progress = [];
            while (await reader.ReadAsync(cancellationToken))
            {
                var since = await reader.IsDBNullAsync(3, cancellationToken) ? default(DateTimeOffset?) : StoredTime.Read(reader, 3);
                progress.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), since));
            }

            return progress;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    /// <summary>Reads the log's last position; 0 where it is empty.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<long> ReadHeadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(ReadHeadSql);
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }
}
