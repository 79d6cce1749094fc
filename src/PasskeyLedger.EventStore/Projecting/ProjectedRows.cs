using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// What events give, for tables that are filled anew, in the order it is to be written. Where many rows follow each other that a statement only
/// inserts, they are copied into its table, which costs PostgreSQL a fraction of the statement.
/// </summary>
internal sealed class ProjectedRows : IDisposable
{
    /// <summary>Fewer rows are not worth the round trips of a COPY.</summary>
    private const int ShortestCopy = 32;

    private readonly List<Run> runs = [];

    private ProjectedRows()
    {
    }

    /// <summary>The indexes by which statements find the rows that they change, other than by their key.</summary>
    public IEnumerable<string> NeededIndexes => runs.OfType<Run.Executed>().Select(run => run.Statement.FindsBy).OfType<string>().Distinct();

    /// <summary>There are statements to be executed, which name their tables without a schema.</summary>
    public bool HasStatements => runs.Exists(run => run is Run.Executed);

    /// <summary>Projects events. It asks nothing of the database.</summary>
    public static ProjectedRows Of(Projection projection, IEnumerable<StoredEvent> events)
    {
        var projected = new ProjectedRows();
        try
        {
            foreach (var stored in events)
            {
                if (!projection.Takes(stored))
                    continue;
                foreach (var row in projection.Project(stored))
                    projected.Add(row);
            }

            foreach (var run in projected.runs.OfType<Run.Copied>())
                run.Rows.End();
            return projected;
        }
        catch
        {
            projected.Dispose();
            throw;
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="schema">The schema of the tables, which the session's search path begins with where there are statements.</param>
    public async Task WriteAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        try
        {
            foreach (var run in runs)
            {
                if (run is Run.Executed executed)
                {
                    batch.BatchCommands.Add(ProjectionRows.ToCommand(executed.Statement, executed.Rows));
                    continue;
                }

                await ExecuteAsync(batch, cancellationToken);
                await CopyAsync(connection, schema, (Run.Copied)run, cancellationToken);
            }

            await ExecuteAsync(batch, cancellationToken);
        }
        finally
        {
            await batch.DisposeAsync();
        }
    }

    public void Dispose()
    {
        foreach (var run in runs.OfType<Run.Copied>())
            run.Rows.Dispose();
        runs.Clear();
    }

    private void Add(InlineRow row)
    {
        if (runs is [.., Run.Copied copied] && copied.Statement == row.Statement)
        {
            copied.Rows.Add(row.Statement.Columns, row.Values);
            return;
        }

        if (runs is not [.., Run.Executed run] || run.Statement != row.Statement)
            runs.Add(run = new Run.Executed(row.Statement, []));
        run.Rows.Add(row);
        if (run.Rows.Count == ShortestCopy && row.Statement.Inserts is { } target)
            runs[^1] = Copied(run, target);
    }

    private static Run.Copied Copied(Run.Executed run, TableColumns target)
    {
        var rows = new CopyBuffer();
        foreach (var row in run.Rows)
            rows.Add(run.Statement.Columns, row.Values);
        return new(run.Statement, target, rows);
    }

    private static async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
        batch.BatchCommands.Clear();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string schema, Run.Copied run, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"COPY {schema}.{run.Target.Table} ({string.Join(", ", run.Target.Columns)}) FROM STDIN (FORMAT binary)", cancellationToken);
        await copy.WriteAsync(run.Rows.Written, cancellationToken);
    }

    /// <summary>Rows of one statement that follow each other.</summary>
    private abstract record Run(InlineStatement Statement)
    {
        public sealed record Executed(InlineStatement Statement, List<InlineRow> Rows) : Run(Statement);

        public sealed record Copied(InlineStatement Statement, TableColumns Target, CopyBuffer Rows) : Run(Statement);
    }
}
