using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>
/// A group of appends as one batch: the function that appends, then each inline statement with the rows of all. A batch
/// without a transaction of its own is one to PostgreSQL, and it is one round trip.
/// </summary>
internal static class AppendBatch
{
    private static readonly string AppendSql = EmbeddedSql.Read("Appending.Append.sql");

    /// <summary>Runs the batch. What it returns is durable.</summary>
    public static async Task<AppendBatchResult> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<Append> appends)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AppendCommand(appends));
        foreach (var command in InlineCommands(appends))
            batch.BatchCommands.Add(command);

        // Statements are prepared once a connection; afterwards this asks nothing of the server.
        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        var result = await ReadResultAsync(reader, appends);

        // The commit comes after the last result: before this loop has ended nothing is sure.
        while (await reader.NextResultAsync())
        {
        }

        return result;
    }

    private static async Task<AppendBatchResult> ReadResultAsync(NpgsqlDataReader reader, IReadOnlyList<Append> appends)
    {
        var outcomes = new AppendOutcome[appends.Count];
        List<(Guid Id, long Version, long Position)> places = new(appends.Count);
        while (await reader.ReadAsync())
        {
            if (reader.IsDBNull(3))
            {
                places.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2)));
                continue;
            }

            var refused = reader.GetInt32(3) - 1;
            outcomes[refused] = reader.IsDBNull(4)
                ? new AppendOutcome.VersionConflict(reader.IsDBNull(1) ? null : reader.GetInt64(1))
                : new AppendOutcome.ClaimConflict(appends[refused].Claims[reader.GetInt32(4)]);
        }

        // Events come in the order they were sent, without those that were refused.
        List<AppendedEvent> events = new(places.Count);
        for (var index = 0; index < outcomes.Length; index++)
        {
            if (outcomes[index] is not null)
                continue;
            foreach (var sent in appends[index].Events)
            {
                var (id, version, position) = places[events.Count];
                if (id != sent.Id)
                    throw new InvalidOperationException("The events of a group were not appended in their order.");
                events.Add(new(appends[index].Stream, sent, version, position));
            }

            outcomes[index] = new AppendOutcome.Committed(events[^1].Version, events[^1].Position);
        }

        return new(outcomes, events);
    }

    private static NpgsqlBatchCommand AppendCommand(IReadOnlyList<Append> appends)
    {
        var claims = appends.Index()
            .SelectMany(one => one.Item.Claims.Index().Select(claim => (one.Index, Claim: claim.Item, Place: claim.Index))
                .Concat(one.Item.Releases.Select(claim => (one.Index, Claim: claim, Place: -1))))
            .ToArray();
        var events = appends.Index()
            .SelectMany(one => one.Item.Events.Index().Select(item => (one.Index, Append: one.Item, Offset: item.Index + 1, Event: item.Item)))
            .ToArray();

        return new NpgsqlBatchCommand(AppendSql)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Varchar, appends, append => append.Stream.Tenant.Value),
                Array(NpgsqlDbType.Varchar, appends, append => append.Stream.Key.Value),
                Array(NpgsqlDbType.Varchar, appends, append => append.StreamType),
                Array(NpgsqlDbType.Bigint, appends, append => append.Expected.Version ?? -1),
                Array(NpgsqlDbType.Integer, appends, append => append.Events.Count),
                Array(NpgsqlDbType.TimestampTz, appends, append => append.Events[^1].Timestamp.ToUniversalTime()),
                Array(NpgsqlDbType.Integer, claims, claim => claim.Index + 1),
                Array(NpgsqlDbType.Varchar, claims, claim => claim.Claim.Kind),
                Array(NpgsqlDbType.Varchar, claims, claim => claim.Claim.Key),
                Array(NpgsqlDbType.Integer, claims, claim => claim.Place),
                Array(NpgsqlDbType.Integer, events, item => item.Index + 1),
                Array(NpgsqlDbType.Integer, events, item => item.Offset),
                Array(NpgsqlDbType.Bigint, events, item => item.Append.Expected.Version + item.Offset ?? 0),
                Array(NpgsqlDbType.Uuid, events, item => item.Event.Id),
                Array(NpgsqlDbType.Varchar, events, item => item.Event.Type),
                Array(NpgsqlDbType.Varchar, events, item => item.Event.ClrType),
                Array(NpgsqlDbType.Jsonb, events, item => InlineColumn.ToArray(item.Event.Data)),
                Array(NpgsqlDbType.Jsonb, events, item => item.Event.Headers.IsEmpty ? null : InlineColumn.ToArray(item.Event.Headers)),
                Array(NpgsqlDbType.TimestampTz, events, item => item.Event.Timestamp.ToUniversalTime()),
                Array(NpgsqlDbType.Varchar, events, item => item.Event.CorrelationId),
                Array(NpgsqlDbType.Varchar, events, item => item.Event.CausationId),
                Array(NpgsqlDbType.Varchar, events, item => item.Event.UserName),
            },
        };
    }

    private static IEnumerable<NpgsqlBatchCommand> InlineCommands(IReadOnlyList<Append> appends)
    {
        var statements = appends.Index()
            .SelectMany(one => one.Item.Rows.Select(row => (Append: one.Index + 1, Row: row)))
            .GroupBy(one => one.Row.Statement)
            .OrderBy(rows => rows.Key.Name, StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            var rows = statement.Select(one => one.Row).ToArray();
            var command = new NpgsqlBatchCommand(statement.Key.CommittedSql);
            for (var column = 0; column < statement.Key.Columns.Count; column++)
                command.Parameters.Add(InlineColumn.ToParameter(statement.Key.Columns[column], rows, column));
            command.Parameters.Add(Array(NpgsqlDbType.Integer, statement.ToArray(), one => one.Append));
            yield return command;
        }
    }

    private static NpgsqlParameter<TValue[]> Array<TItem, TValue>(
        NpgsqlDbType type, IReadOnlyList<TItem> items, Func<TItem, TValue> select)
    {
        var values = new TValue[items.Count];
        for (var item = 0; item < values.Length; item++)
            values[item] = select(items[item]);
        return new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
    }
}

/// <summary>What became of a group.</summary>
/// <param name="Outcomes">An outcome for each append, in their order.</param>
/// <param name="Events">What is in the log now, in the order of the appends.</param>
internal readonly record struct AppendBatchResult(IReadOnlyList<AppendOutcome> Outcomes, IReadOnlyList<AppendedEvent> Events);
