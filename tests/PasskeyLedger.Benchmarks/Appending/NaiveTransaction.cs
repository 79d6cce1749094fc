using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>
/// An append as it is usually written: a connection from the pool and a transaction of its own. An event takes four round trips: read
/// the stream's version (Npgsql sends BEGIN along), write the stream, write the event, commit. Npgsql's defaults, as under EF Core,
/// Dapper or Marten: statements are not prepared, and a connection that returns to the pool is reset.
/// </summary>
internal sealed class NaiveTransaction(NpgsqlDataSource database)
{
    private static readonly string ReadVersionSql = ReadSql("ReadVersion");
    private static readonly string InsertStreamSql = ReadSql("InsertStream");
    private static readonly string UpdateStreamSql = ReadSql("UpdateStream");
    private static readonly string InsertEventSql = ReadSql("InsertEvent");

    /// <inheritdoc cref="IEventStore.AppendAsync"/>
    /// <remarks>Claims and rows of read models are not supported; the benchmark appends events alone.</remarks>
    public async Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var version = await ReadVersionAsync(connection, append.Stream, cancellationToken);
        if (append.Expected.Version is { } expected && expected != (version ?? 0))
            return new AppendOutcome.VersionConflict(version);

        await WriteStreamAsync(connection, append, version, cancellationToken);
        var position = 0L;
        var next = version ?? 0;
        foreach (var item in append.Events)
            position = await InsertEventAsync(connection, append.Stream, item, ++next, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AppendOutcome.Committed(next, position);
    }

    private static async Task<long?> ReadVersionAsync(NpgsqlConnection connection, StreamId stream, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadVersionSql, connection)
        {
            Parameters = { Text(stream.Tenant.Value), Text(stream.Key.Value) },
        };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task WriteStreamAsync(NpgsqlConnection connection, Append append, long? version, CancellationToken cancellationToken)
    {
        var (tenant, key) = (Text(append.Stream.Tenant.Value), Text(append.Stream.Key.Value));
        var newVersion = new NpgsqlParameter { Value = (version ?? 0) + append.Events.Count };
        var time = new NpgsqlParameter { Value = append.Events[^1].Timestamp.ToUniversalTime() };
        await using var command = version is null
            ? new NpgsqlCommand(InsertStreamSql, connection) { Parameters = { tenant, key, Text(append.StreamType), newVersion, time } }
            : new NpgsqlCommand(UpdateStreamSql, connection) { Parameters = { tenant, key, newVersion, time } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> InsertEventAsync(
        NpgsqlConnection connection, StreamId stream, NewEvent item, long version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(InsertEventSql, connection)
        {
            Parameters =
            {
                new() { Value = item.Id },
                Text(stream.Key.Value),
                new() { Value = version },
                Json(item.Data),
                Text(item.Type),
                new() { Value = item.Timestamp.ToUniversalTime() },
                Text(stream.Tenant.Value),
                Text(item.ClrType),
                Text(item.CorrelationId),
                Text(item.CausationId),
                Json(item.Headers),
                Text(item.UserName),
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Json(ReadOnlyMemory<byte> value) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Jsonb,
        Value = value.IsEmpty ? DBNull.Value : value,
    };

    private static string ReadSql(string name)
    {
        var type = typeof(NaiveTransaction);
        using var stream = type.Assembly.GetManifestResourceStream(type, $"Naive.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
