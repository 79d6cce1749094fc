using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Connections;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>Finds out, by reading, what became of a group whose connection broke before it answered.</summary>
internal static class AppendFate
{
    private static readonly string FindSql = EmbeddedSql.Read("Appending.FindAppends.sql");

    /// <summary>
    /// Says which appends are in the log; null stands for one that is not, and never will be from that connection. Such a
    /// one was refused, or the whole group was lost: it can be tried again.
    /// </summary>
    public static async Task<AppendOutcome.Committed?[]> FindAsync(
        NpgsqlConnection connection, Backend lost, IReadOnlyList<Append> appends, CancellationToken cancellationToken)
    {
        await lost.EndAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(FindSql, connection)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Varchar, appends.Select(append => append.Stream.Tenant.Value)),
                Array(NpgsqlDbType.Varchar, appends.Select(append => append.Stream.Key.Value)),
                Array(NpgsqlDbType.Uuid, appends.Select(append => append.Events[^1].Id)),
                Array(NpgsqlDbType.Bigint, appends.Select(append => append.Expected.Version + append.Events.Count ?? -1)),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new AppendOutcome.Committed?[appends.Count];
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetInt32(0) - 1] = new(reader.GetInt64(1), reader.GetInt64(2));
        return found;
    }

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values] };
}
