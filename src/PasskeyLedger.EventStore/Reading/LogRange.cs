using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// Reads a part of the log in a transaction of the caller's, gaps or not: for one who looks at the tables as they are, and not for what is new.
/// Two ranges can be read side by side, over two connections that share a snapshot.
/// </summary>
public static class LogRange
{
    private static readonly string ReadSql = EmbeddedSql.Read("Reading.ReadRange.sql");

    /// <summary>The events above one position, up to and with another. A row that names no tenant or stream, as no append writes it, has empty ones.</summary>
    /// <param name="after">Null: from the first that there is, wherever that stands.</param>
    public static IAsyncEnumerable<StoredEvent> ReadAsync(NpgsqlConnection connection, long? after, long until, CancellationToken cancellationToken) =>
        ReadAsync(connection, after, until, skipped: null, cancellationToken);

    /// <param name="skipped">The types of events of which the envelope is enough: their data comes empty. Null: none.</param>
    /// <inheritdoc cref="ReadAsync(NpgsqlConnection, long, long, CancellationToken)" path="/summary"/>
    internal static async IAsyncEnumerable<StoredEvent> ReadAsync(
        NpgsqlConnection connection, long? after, long until, IReadOnlyList<string>? skipped, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                Position(after),
                new NpgsqlParameter<long> { TypedValue = until },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, Value = (skipped ?? []).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return StoredEventRow.Read(reader, 0, new(new(Text(reader, 10)), new(Text(reader, 11))));
    }

    // A plan is made for the value each time, and goes by the index.
    internal static NpgsqlParameter Position(long? position) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)position ?? DBNull.Value };

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
