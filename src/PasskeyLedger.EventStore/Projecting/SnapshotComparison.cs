using Npgsql;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Compares read models with what the events give. All are read in one snapshot, in which an inline projection holds exactly the
/// events that are visible, and another one exactly those up to its checkpoint; so appends and projections go on meanwhile. The log is read
/// once for all of them, on all processors.
/// </summary>
/// <remarks>
/// What the events give is made in temporary tables of other sessions, and the two are gone through side by side. The snapshot's
/// transactions so write nothing and have no ids, which would hold back the settled end of the log for as long as it takes. The role
/// needs to read the tables and may create temporary ones, which take about as much room as the read models without their indexes. It needs two
/// connections for itself, one a processor, up to eight, and two for each read model.
/// </remarks>
/// <param name="open">What the events pass through before they are projected, several ranges at once; by default they are projected as they are stored.</param>
public sealed class SnapshotComparison(NpgsqlDataSource dataSource, IReadOnlyList<Projection> projections, OpenEvents? open = null)
{
    /// <param name="tenant">Looks at the rows and events of this tenant alone; a row's tenant is its column <c>tenant_id</c>. Null: at all.</param>
    /// <param name="found">Told of each row that differs, as it is found, one at a time.</param>
    /// <returns>A report of each, in their order.</returns>
    /// <exception cref="PostgresException">A table of a projection is not there, or may not be read.</exception>
    /// <exception cref="EventStoreUnavailableException">The database went away.</exception>
    public async Task<IReadOnlyList<ProjectionReport>> RunAsync(
        TenantId? tenant, Action<Projection, ProjectionDifference> found, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var snapshot = await SnapshotSession.TakeAsync(dataSource, cancellationToken);
            return await RunAsync(snapshot, watch: null, tenant, found, progress, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    /// <summary>Compares in a snapshot of the caller's, and has another look at the log on the way.</summary>
    /// <param name="snapshot">Its connection is used, by nobody else meanwhile.</param>
    /// <param name="watch">Who else is to be shown the log. Null: nobody.</param>
    /// <inheritdoc cref="RunAsync(TenantId?, Action{Projection, ProjectionDifference}, IProgress{LogProgress}, CancellationToken)" />
    public async Task<IReadOnlyList<ProjectionReport>> RunAsync(
        SnapshotSession snapshot,
        LogWatch? watch,
        TenantId? tenant,
        Action<Projection, ProjectionDifference> found,
        IProgress<LogProgress>? progress,
        CancellationToken cancellationToken)
    {
        List<MadeProjection> made = [];
        try
        {
            var head = await LogHead.ReadAsync(snapshot.Connection, cancellationToken);
            foreach (var projection in projections)
                made.Add(await MadeProjection.BeginAsync(dataSource, snapshot.Connection, projection, tenant, head, cancellationToken));
            await MakeAsync(snapshot, made, watch, progress, cancellationToken);
            return await CompareAsync(snapshot, made, found, cancellationToken);
        }
        finally
        {
            foreach (var one in made)
                await one.DisposeAsync();
        }
    }

    private async Task MakeAsync(
        SnapshotSession snapshot, IReadOnlyList<MadeProjection> made, LogWatch? watch, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        var until = made.Select(one => one.Until).Append(watch?.Until ?? long.MinValue).Max();
        IReadOnlyList<string> skipped = watch is null
            ? [.. projections.SelectMany(projection => projection.Skips).Distinct().Where(type => projections.All(projection => projection.Skips.Contains(type)))]
            : [];

        // From wherever the first event stands: nobody appended what is below the first position that is ever drawn, and it is projected all the same.
        await foreach (var (reached, rows) in LogScan.RunAsync(dataSource, snapshot, after: null, until, skipped, ProjectAsync, cancellationToken))
        {
            await Task.WhenAll(made.Select((one, index) => one.WriteAsync(rows[index], cancellationToken)));
            progress?.Report(new(reached, until));
        }

        async Task<(long Reached, IReadOnlyList<MadeRows> Rows)> ProjectAsync(NpgsqlConnection connection, LogPart part, CancellationToken cancellation)
        {
            watch?.Show(part);

            // Behind a checkpoint too: who opens events may have a look at them all.
            IReadOnlyList<StoredEvent> taken = [.. part.Events.Where(stored => made.Any(one => one.MayTake(stored)))];
            if (taken.Count > 0 && open is not null)
                taken = await open(connection, taken, cancellation);
            return (part.Until, [.. made.Select(one => one.Project(taken))]);
        }
    }

    private async Task<IReadOnlyList<ProjectionReport>> CompareAsync(
        SnapshotSession snapshot, IReadOnlyList<MadeProjection> made, Action<Projection, ProjectionDifference> found, CancellationToken cancellationToken)
    {
        var telling = new Lock();
        return await Task.WhenAll(made.Select(one => Task.Run(() => CompareAsync(one), cancellationToken)));

        async Task<ProjectionReport> CompareAsync(MadeProjection one)
        {
            await using var used = await SnapshotSession.JoinAsync(dataSource, snapshot.Name, cancellationToken);
            return await one.CompareAsync(used.Connection, Tell, cancellationToken);

            void Tell(ProjectionDifference difference)
            {
                lock (telling)
                    found(one.Projection, difference);
            }
        }
    }
}

/// <summary>Who is shown the log as it is stored, while it is read for another purpose.</summary>
/// <param name="Until">Up to which position it is to be shown.</param>
/// <param name="Show">Is given ranges that follow each other from the log's beginning, in no order and several at once.</param>
public sealed record LogWatch(long Until, Action<LogPart> Show);
