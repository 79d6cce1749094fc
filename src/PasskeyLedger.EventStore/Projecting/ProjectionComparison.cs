using System.Data;
using Npgsql;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Compares a read model with what the events give: the rows are made once more, in temporary tables of one transaction that is rolled back,
/// and held against those in use in both directions. All of it sees one snapshot, so that appends and projections go on meanwhile.
/// </summary>
/// <remarks>The role needs to read the tables and may create temporary ones.</remarks>
/// <param name="open">What the events pass through before they are projected; by default they are projected as they are stored.</param>
public sealed class ProjectionComparison(NpgsqlDataSource dataSource, Projection projection, OpenEvents? open = null)
{
    /// <summary>The most differences that a report tells of.</summary>
    public const int MostDifferences = 100;

    private const int LargestPage = 5000;
    private static readonly string EnterSql = EmbeddedSql.Read("Projecting.EnterTemporary.sql");
    private static readonly string DropIndexesSql = EmbeddedSql.Read("Projecting.DropTemporaryIndexes.sql");
    private static readonly string ReadHeadSql = EmbeddedSql.Read("Projecting.ReadHead.sql");
    private static readonly string ReadCheckpointSql = EmbeddedSql.Read("Projecting.ReadProjectionCheckpoint.sql");

    /// <exception cref="InvalidOperationException">A table of the projection is not there, or has no primary key.</exception>
    /// <exception cref="EventStoreUnavailableException">The database went away.</exception>
    public async Task<ProjectionReport> RunAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var report = await RunAsync(connection, progress, cancellationToken);
            await transaction.RollbackAsync(CancellationToken.None);
            return report;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private async Task<ProjectionReport> RunAsync(NpgsqlConnection connection, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var until = await ReachAsync(connection, cancellationToken);
        List<TableComparison> tables = [];
        foreach (var table in projection.Tables)
            tables.Add(await TableComparison.PrepareAsync(connection, table, cancellationToken));

        await ScalarAsync(connection, EnterSql, cancellationToken);
        await ScalarAsync(connection, projection.CreateSql, cancellationToken);

        // What only makes queries fast makes this slow. Statements that change rows find them by unique keys.
        if (await ScalarAsync(connection, DropIndexesSql, cancellationToken) is string drop)
            await ScalarAsync(connection, drop, cancellationToken);
        if (await ProjectAsync(connection, until, progress, cancellationToken) is { } fault)
            return new(until, Count: 0, Differences: []) { Fault = fault };
        await ScalarAsync(connection, $"ANALYZE {string.Join(", ", projection.Tables.Select(table => $"pg_temp.{table}"))}", cancellationToken);

        var count = 0L;
        List<ProjectionDifference> differences = [];
        foreach (var table in tables)
            count += await table.RunAsync(connection, differences, Math.Max(1, MostDifferences - differences.Count), cancellationToken);
        return new(until, count, differences);
    }

    /// <summary>The position up to which the read model has come in this snapshot.</summary>
    private async Task<long> ReachAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => projection.IsInline
        ? (long)(await ScalarAsync(connection, ReadHeadSql, cancellationToken))!
        : await ScalarAsync(connection, ReadCheckpointSql, cancellationToken, projection.Name) as long? ?? 0;

    /// <summary>Makes the rows. Returns why that cannot be done, as a sentence; null where it can.</summary>
    private async Task<string?> ProjectAsync(
        NpgsqlConnection connection, long until, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var position = long.MinValue;
        while (await LogReader.ReadVisibleAsync(connection, position, LargestPage, cancellationToken) is { Count: > 0 } events)
        {
            var within = events.TakeWhile(stored => stored.Position <= until).ToList();
            if (within.Count == 0)
                break;
            try
            {
                var opened = open is null ? within : await open(connection, within, cancellationToken);
                await ProjectionRows.WriteAsync(connection, projection, opened, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !DatabaseFailure.IsUnavailable(failure))
            {
                // Events that nobody appended may be anything. What they say is not repeated.
                return $"The events from position {within[0].Position} to {within[^1].Position} cannot be projected ({failure.GetType().Name}).";
            }

            position = within[^1].Position;
            progress?.Report(new(position, until));
        }

        return null;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
