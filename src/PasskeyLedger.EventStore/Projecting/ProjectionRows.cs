using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Writes the rows of events, in their order, in one round trip.</summary>
internal static class ProjectionRows
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, Projection projection, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        List<InlineRow> run = [];
        foreach (var row in events.SelectMany(projection.Project))
        {
            if (run is [.., var previous] && previous.Statement != row.Statement)
                batch.BatchCommands.Add(Take(run));
            run.Add(row);
        }

        if (run.Count > 0)
            batch.BatchCommands.Add(Take(run));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One execution of a statement for some rows of its own.</summary>
    public static NpgsqlBatchCommand ToCommand(InlineStatement statement, IReadOnlyList<InlineRow> rows)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        for (var column = 0; column < statement.Columns.Count; column++)
            command.Parameters.Add(InlineColumn.ToParameter(statement.Columns[column], rows, column));
        return command;
    }

    private static NpgsqlBatchCommand Take(List<InlineRow> run)
    {
        var command = ToCommand(run[0].Statement, run);
        run.Clear();
        return command;
    }
}
