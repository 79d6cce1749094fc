using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>An event from a row whose columns are, from one on: seq_id, id, version, type, data, timestamp, headers, correlation_id, causation_id, user_name.</summary>
internal static class StoredEventRow
{
    public static StoredEvent Read(NpgsqlDataReader row, int first, StreamId stream) => new()
    {
        Stream = stream,
        Position = row.GetInt64(first),
        Id = row.GetGuid(first + 1),
        Version = row.GetInt64(first + 2),
        Type = row.GetString(first + 3),
        Data = Bytes(row, first + 4),
        Timestamp = StoredTime.Read(row, first + 5),
        Headers = Bytes(row, first + 6),
        CorrelationId = Text(row, first + 7),
        CausationId = Text(row, first + 8),
        UserName = Text(row, first + 9),
    };

    private static ReadOnlyMemory<byte> Bytes(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
