using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>Moves the checkpoint of a name by hand, back or forward.</summary>
public static class SubscriptionCheckpoint
{
    private static readonly string MoveSql = EmbeddedSql.Read("Subscribing.MoveCheckpoint.sql");

    /// <summary>
    /// Puts the checkpoint at a position, so that the event after it is handled next, within the caller's transaction. A running
    /// subscriber notices it with the next event that is appended, or when it is started again.
    /// </summary>
    /// <param name="position">Null: the log's end.</param>
    /// <returns>Where the checkpoint then is; null, and nothing is moved, where the log does not go that far.</returns>
    public static async Task<long?> MoveAsync(NpgsqlConnection connection, string name, long? position, CancellationToken cancellationToken)
    {
        if (position is { } given)
            ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(position));
        await using var command = new NpgsqlCommand(MoveSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = name },
                new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = position is { } moved ? moved : DBNull.Value },
            },
        };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
