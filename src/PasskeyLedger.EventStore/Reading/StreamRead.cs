using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>What a caller asks of one stream.</summary>
internal readonly record struct StreamRead(StreamId Stream, ReadRange Range)
{
    private static readonly string ReadSql = EmbeddedSql.Read("Reading.ReadStreams.sql");

    // Npgsql writes the greatest DateTime as PostgreSQL's infinity.
    private static readonly DateTime Forever = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>Answers reads in one round trip, in their order.</summary>
    public static async Task<StreamSlice[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<StreamRead> reads)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Varchar, reads, read => read.Stream.Tenant.Value),
                Array(NpgsqlDbType.Varchar, reads, read => read.Stream.Key.Value),
                Array(NpgsqlDbType.Bigint, reads, read => read.Range.AfterVersion),
                Array(NpgsqlDbType.Bigint, reads, read => read.Range.UntilVersion ?? long.MaxValue),
                Array(NpgsqlDbType.TimestampTz, reads, read => read.Range.UntilTime?.UtcDateTime ?? Forever),
                Array(NpgsqlDbType.Varchar, reads, read => read.Range.SnapshotSchema),
            },
        };

        // Streams are read again and again: the statement stays prepared with its connection.
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var versions = new long[reads.Count];
        var events = new List<StoredEvent>[reads.Count];
        var snapshots = new StreamSnapshot?[reads.Count];
        while (await reader.ReadAsync())
        {
            var read = reader.GetInt32(0) - 1;
            versions[read] = reader.GetInt64(1);
            if (!reader.IsDBNull(13))
                snapshots[read] = new(reader.GetInt64(12), reads[read].Range.SnapshotSchema!, reader.GetFieldValue<byte[]>(13));
            if (!reader.IsDBNull(2))
                (events[read] ??= []).Add(StoredEventRow.Read(reader, first: 2, reads[read].Stream));
        }

        return [.. versions.Select((version, read) => new StreamSlice(events[read] ?? [], version) { Snapshot = snapshots[read] })];
    }

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IReadOnlyList<StreamRead> reads, Func<StreamRead, T> select) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. reads.Select(select)] };
}
