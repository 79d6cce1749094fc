using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>One read model that is made once more out of the events of a snapshot, to be held against the one in use.</summary>
/// <param name="until">Up to which position: the log's end, or the projection's checkpoint where that is behind.</param>
/// <param name="coming">The erasures behind that position: keys are destroyed by then, and the rows in use not emptied.</param>
internal sealed class MadeProjection(Projection projection, TemporaryTables tables, TenantId? tenant, long until, ComingErasures coming) : IAsyncDisposable
{
    private static readonly string ReadCheckpointSql = EmbeddedSql.Read("Projecting.ReadProjectionCheckpoint.sql");

    private string? fault;

    public Projection Projection => projection;

    /// <summary>Up to which position of the log it is made.</summary>
    public long Until => until;

    /// <param name="used">A session in the snapshot.</param>
    /// <param name="head">The log's last position in the snapshot.</param>
    /// <param name="tenant">Takes the events of this tenant alone. Null: of all.</param>
    public static async Task<MadeProjection> BeginAsync(
        NpgsqlDataSource dataSource, NpgsqlConnection used, Projection projection, TenantId? tenant, long head, CancellationToken cancellationToken)
    {
        var until = projection.IsInline ? head : Math.Min(head, await ReadCheckpointAsync(used, projection, cancellationToken));
        var coming = await ComingErasures.FindAsync(used, projection, until, head, cancellationToken);
        return new(projection, await TemporaryTables.CreateAsync(dataSource, projection, cancellationToken), tenant, until, coming);
    }

    /// <summary>The event may have rows, at the checkpoint or behind it.</summary>
    public bool MayTake(StoredEvent stored) => (tenant is null || stored.Stream.Tenant == tenant) && projection.Takes(stored);

    /// <summary>What follows from some events, which are whole. It asks nothing of the database, and may be asked several times at once.</summary>
    public MadeRows Project(IReadOnlyList<StoredEvent> events)
    {
        IReadOnlyList<StoredEvent> taken = [.. events.Where(stored => stored.Position <= until && MayTake(stored))];
        if (taken.Count == 0)
            return MadeRows.None;
        coming.Note(taken);
        try
        {
            return new(taken[0].Position, taken[^1].Position, ProjectedRows.Of(projection, taken), Failure: null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(taken[0].Position, taken[^1].Position, Rows: null, failure);
        }
    }

    /// <summary>Takes rows, in the log's order.</summary>
    public async Task WriteAsync(MadeRows made, CancellationToken cancellationToken)
    {
        using var rows = made.Rows;
        var failure = made.Failure;
        if (fault is not null)
            return;
        try
        {
            if (rows is not null)
                await tables.WriteAsync(rows, cancellationToken);
        }
        catch (Exception refused) when (refused is not OperationCanceledException && !DatabaseFailure.IsUnavailable(refused))
        {
            failure = refused;
        }

        // Events that nobody appended may be anything. What they say is not repeated.
        if (failure is not null)
            fault = $"The events from position {made.First} to {made.Last} cannot be projected ({failure.GetType().Name}).";
    }

    /// <summary>Holds what was made against the tables in use.</summary>
    /// <param name="used">A session in the snapshot, which nobody else uses meanwhile.</param>
    public async Task<ProjectionReport> CompareAsync(NpgsqlConnection used, Action<ProjectionDifference> found, CancellationToken cancellationToken)
    {
        var rows = 0L;
        var count = 0L;
        List<ProjectionDifference> first = [];
        foreach (var table in fault is null ? projection.Tables : [])
        {
            var shape = await tables.ShapeOfAsync(table, used, cancellationToken);
            await using var expected = await tables.ReadAsync(shape, cancellationToken);
            await using var actual = await CopiedRows.OpenAsync(used, shape.CopyOfUsed(await LiteralAsync(used, cancellationToken)), cancellationToken);
            rows += await RowMerge.CompareAsync(table, shape, expected, actual, Tell, cancellationToken);
        }

        return new(until, rows, count, first) { Fault = fault };

        void Tell(ProjectionDifference difference)
        {
            if (coming.Explain(difference))
                return;
            count++;
            if (first.Count < ProjectionComparison.MostDifferences)
                first.Add(difference);
            found(difference);
        }
    }

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    /// <summary>The tenant as SQL says it: a COPY takes no parameters.</summary>
    private async Task<string?> LiteralAsync(NpgsqlConnection used, CancellationToken cancellationToken)
    {
        if (tenant is not { } one)
            return null;
        await using var command = new NpgsqlCommand("SELECT quote_literal($1)", used)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = one.Value } },
        };
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<long> ReadCheckpointAsync(NpgsqlConnection used, Projection projection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadCheckpointSql, used)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = projection.Name } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }
}

/// <summary>What follows from the events of a range: rows, or why there are none.</summary>
internal sealed record MadeRows(long First, long Last, ProjectedRows? Rows, Exception? Failure)
{
    /// <summary>There is nothing to be made of.</summary>
    public static MadeRows None { get; } = new(0, 0, Rows: null, Failure: null);
}
