using System.Data;
using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Compares a read model with what the events give. Both are read in one snapshot, in which an inline projection holds exactly the
/// events that are visible, and another one exactly those up to its checkpoint; so appends and projections go on meanwhile.
/// </summary>
/// <remarks>
/// What the events give is made in temporary tables of a second session, and the two are gone through side by side. The snapshot's
/// transaction so writes nothing and has no id, which would hold back the settled end of the log for as long as it takes. The role
/// needs to read the tables and may create temporary ones.
/// </remarks>
/// <param name="open">What the events pass through before they are projected; by default they are projected as they are stored.</param>
public sealed class ProjectionComparison(NpgsqlDataSource dataSource, Projection projection, OpenEvents? open = null)
{
    /// <summary>The most differences that a report holds.</summary>
    public const int MostDifferences = 100;

    private const int LargestPage = 1000;
    private static readonly string ReadCheckpointSql = EmbeddedSql.Read("Projecting.ReadProjectionCheckpoint.sql");

    /// <inheritdoc cref="RunAsync(TenantId?, Action{ProjectionDifference}, IProgress{LogProgress}, CancellationToken)"/>
    public Task<ProjectionReport> RunAsync(IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(tenant: null, _ => { }, progress, cancellationToken);

    /// <param name="tenant">Looks at the rows and events of this tenant alone; a row's tenant is its column <c>tenant_id</c>. Null: at all.</param>
    /// <param name="found">Told of each row that differs, as it is found.</param>
    /// <exception cref="PostgresException">A table of the projection is not there, or may not be read.</exception>
    /// <exception cref="EventStoreUnavailableException">The database went away.</exception>
    public async Task<ProjectionReport> RunAsync(
        TenantId? tenant, Action<ProjectionDifference> found, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var used = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await used.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using var made = await TemporaryTables.CreateAsync(dataSource, projection, cancellationToken);
            var head = await LogHead.ReadAsync(used, cancellationToken);
            var until = projection.IsInline ? head : Math.Min(head, await ReadCheckpointAsync(used, cancellationToken));
            return await ProjectAsync(used, made, tenant, until, progress, cancellationToken) is { } fault
                ? new(until, Rows: 0, Count: 0, Differences: []) { Fault = fault }
                : await CompareAsync(used, made, tenant, until, found, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    /// <summary>
    /// Makes the rows. Gaps mean nothing here: what is not visible in this snapshot has no rows in it either. Returns why it cannot be
    /// done, as a sentence; null where it can.
    /// </summary>
    private async Task<string?> ProjectAsync(
        NpgsqlConnection used,
        TemporaryTables made,
        TenantId? tenant,
        long until,
        IProgress<LogProgress>? progress,
        CancellationToken cancellationToken)
    {
        // Below the first position that is ever drawn, too: nobody appended what stands there, and it is projected all the same.
        var position = long.MinValue;
        while (await new LogReader(new SettledLog()).ReadVisibleAsync(used, position, LargestPage, cancellationToken) is [var first, ..] page && first.Position <= until)
        {
            position = page[^1].Position;
            IReadOnlyList<StoredEvent> events =
                [.. page.Where(stored => stored.Position <= until && (tenant is null || stored.Stream.Tenant == tenant))];
            if (events.Count > 0 && open is not null)
                events = await open(used, events, cancellationToken);
            try
            {
                await made.WriteAsync(events, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !DatabaseFailure.IsUnavailable(failure))
            {
                // Events that nobody appended may be anything. What they say is not repeated.
                return $"The events from position {first.Position} to {Math.Min(position, until)} cannot be projected ({failure.GetType().Name}).";
            }

            progress?.Report(new(Math.Min(position, until), until));
        }

        return null;
    }

    private async Task<ProjectionReport> CompareAsync(
        NpgsqlConnection used,
        TemporaryTables made,
        TenantId? tenant,
        long until,
        Action<ProjectionDifference> found,
        CancellationToken cancellationToken)
    {
        var rows = 0L;
        var count = 0L;
        List<ProjectionDifference> first = [];
        foreach (var table in projection.Tables)
        {
            var key = await made.KeyOfAsync(table, cancellationToken);
            rows += await RowMerge.CompareAsync(
                table,
                made.ReadAsync(table, key, tenant, cancellationToken),
                TableRows.ReadAsync(used, table, key, tenant, cancellationToken),
                Tell,
                cancellationToken);
        }

        return new(until, rows, count, first);

        void Tell(ProjectionDifference difference)
        {
            count++;
            if (first.Count < MostDifferences)
                first.Add(difference);
            found(difference);
        }
    }

    private async Task<long> ReadCheckpointAsync(NpgsqlConnection used, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadCheckpointSql, used)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = projection.Name } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }
}
