using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>Reads one stream in one round trip.</summary>
internal sealed class EventStreamReader(NpgsqlDataSource dataSource)
{
    private static readonly string ReadSql = EmbeddedSql.Read("Reading.ReadStream.sql");

    public async Task<StreamSlice> ReadAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(ReadSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = stream.Tenant.Value },
                new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = stream.Key.Value },
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = range.AfterVersion },
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = range.UntilVersion ?? long.MaxValue },
                // Npgsql writes the greatest DateTime as PostgreSQL's infinity.
                new NpgsqlParameter<DateTime>
                {
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                    TypedValue = range.UntilTime?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
                },
            },
        };

        // A stream is read again and again: the statement stays prepared with its connection.
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<StoredEvent> events = [];
        var version = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            version = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                events.Add(StoredEventRow.Read(reader, first: 1, stream));
        }

        return new(events, version);
    }
}
