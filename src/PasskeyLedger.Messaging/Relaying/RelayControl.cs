using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.Messaging.Relaying;

/// <summary>
/// How operators and the relay speak to each other, whatever process and node each is in: through the table <c>ledger_relay</c>,
/// which a running relay looks at every second.
/// </summary>
public sealed class RelayControl(NpgsqlDataSource database)
{
    private static readonly string ReadSql = MessagingSql.Read("Relaying.ReadRelay.sql");
    private static readonly string BacklogSql = MessagingSql.Read("Relaying.ReadBacklog.sql");
    private static readonly string PauseSql = MessagingSql.Read("Relaying.PauseRelay.sql");
    private static readonly string ResumeSql = MessagingSql.Read("Relaying.ResumeRelay.sql");
    private static readonly string CountMoveSql = MessagingSql.Read("Relaying.CountMove.sql");
    private static readonly string StopSql = MessagingSql.Read("Relaying.StopRelay.sql");
    private static readonly string TellWaitingSql = MessagingSql.Read("Relaying.TellWaiting.sql");

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached, or lacks the relay's table.</exception>
    public Task<RelayState> ReadAsync(CancellationToken cancellationToken) => ReadRowAsync(database.CreateCommand(ReadSql), RelayState.Read, cancellationToken);

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<RelayBacklog> ReadBacklogAsync(CancellationToken cancellationToken)
    {
        var command = database.CreateCommand(BacklogSql);
        command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = EventRelay.SubscriptionName });
        return ReadRowAsync(
            command,
            row => new RelayBacklog(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken);
    }

    /// <summary>Whether a relay publishes, or waits for the broker, on any node.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<bool> IsActiveAsync(CancellationToken cancellationToken) =>
        ActiveSubscriber.ExistsAsync(database, EventRelay.SubscriptionName, cancellationToken);

    /// <summary>The relay publishes nothing from its next look on, and stays where it is.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task PauseAsync(CancellationToken cancellationToken) => ExecuteAsync(PauseSql, cancellationToken);

    /// <summary>The relay goes on, and tries an event again that it stopped at.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task ResumeAsync(CancellationToken cancellationToken) => ExecuteAsync(ResumeSql, cancellationToken);

    /// <summary>The relay goes on with the event after a position, back or forward; whether it is paused or stopped does not change.</summary>
    /// <param name="position">Null: the log's end, so that only what is appended from now on is published.</param>
    /// <returns>The position, or null where the log does not go that far.</returns>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<long?> MoveAsync(long? position, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var moved = await SubscriptionCheckpoint.MoveAsync(connection, EventRelay.SubscriptionName, position, cancellationToken);
            if (moved is null)
                return null;
            await using var count = new NpgsqlCommand(CountMoveSql, connection);
            await count.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return moved;
        }
        catch (NpgsqlException failure)
        {
            throw Unavailable(failure);
        }
    }

    internal Task StopAsync(StoredEvent poison, string reason, int attempts, CancellationToken cancellationToken) => ExecuteAsync(
        StopSql,
        cancellationToken,
        new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = poison.Position },
        new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid, TypedValue = poison.Id },
        Text(poison.Type),
        Text(reason),
        new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer, TypedValue = attempts });

    /// <summary>Says why the broker is waited for, or with null that it is not any more.</summary>
    internal Task TellWaitingAsync(string? reason, CancellationToken cancellationToken) => ExecuteAsync(TellWaitingSql, cancellationToken, Text(reason));

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = value ?? (object)DBNull.Value };

    private static async Task<T> ReadRowAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using (command)
            {
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                return await row.ReadAsync(cancellationToken)
                    ? read(row)
                    : throw new EventStoreUnavailableException("The table ledger_relay has lost its row.", innerException: null);
            }
        }
        catch (NpgsqlException failure)
        {
            throw Unavailable(failure);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        try
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            throw Unavailable(failure);
        }
    }

    private static EventStoreUnavailableException Unavailable(NpgsqlException failure) =>
        new($"The relay's state cannot be read or changed ({(failure is PostgresException error ? $"SQLSTATE {error.SqlState}" : failure.GetType().Name)}).", failure);
}
