using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>How far a name has come in the log, as <c>mt_event_progression</c> has it.</summary>
internal static class Checkpoint
{
    private static readonly string ReadSql = EmbeddedSql.Read("Subscribing.ReadCheckpoint.sql");
    private static readonly string AdvanceSql = EmbeddedSql.Read("Subscribing.AdvanceCheckpoint.sql");
    private const string LazyCommitSql = "SET LOCAL synchronous_commit = off";

    public static async Task<long> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection) { Parameters = { Name(name) } };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Moves the checkpoint and locks it to the transaction's end; false where it is no longer where the caller believes.</summary>
    /// <param name="lazily">The transaction's commit need not reach the disk at once.</param>
    public static async Task<bool> TryAdvanceAsync(
        NpgsqlConnection connection, string name, long from, long to, CancellationToken cancellationToken, bool lazily = false)
    {
        var advance = new NpgsqlBatchCommand(AdvanceSql)
        {
            Parameters =
            {
                Name(name),
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = from },
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = to },
            },
        };
        await using var batch = new NpgsqlBatch(connection);
        if (lazily)
            batch.BatchCommands.Add(new(LazyCommitSql));
        batch.BatchCommands.Add(advance);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return advance.RecordsAffected == 1;
    }

    private static NpgsqlParameter<string> Name(string name) => new() { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = name };
}
