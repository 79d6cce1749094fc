using Npgsql;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Builds a projection anew from the whole log beside the one in use, and swaps them in one transaction. Appends, readers of
/// the projection and whoever keeps it up to date go on meanwhile; they wait for the swap alone, which takes milliseconds.
/// </summary>
/// <remarks>The role needs to own the projection's tables and may create schemas. A rebuild that is interrupted goes on where it stopped.</remarks>
/// <param name="open">What the events pass through before they are projected; by default they are projected as they are stored.</param>
public sealed class ProjectionRebuild(NpgsqlDataSource dataSource, Projection projection, OpenEvents? open = null)
{
    private const int LargestPage = 1000;

    // What a crash of the server takes of tables that nobody uses yet is made again; the swap commits to disk, and with it all before.
    private const string LazyCommitSql = "SET LOCAL synchronous_commit = off";
    private const string ShortLocksSql = "SET LOCAL lock_timeout = '1s'";
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly BesideSchema beside = new(projection);
    private readonly LogReader log = new(new SettledLog(), projection.Skips);

    /// <exception cref="EventStoreUnavailableException">The database went away. Run it again.</exception>
    public async Task<RebuildOutcome> RunAsync(IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await ActiveSession.TryTakeAsync(dataSource, BesideSchema.SessionOf(projection.Name), cancellationToken);
            return session is null
                ? new RebuildOutcome.AlreadyRunning()
                : new RebuildOutcome.Swapped(await RunAsync(session.Connection, progress, cancellationToken));
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private async Task<long> RunAsync(NpgsqlConnection connection, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        var position = await beside.OpenAsync(connection, cancellationToken);
        await using var pages = new ReadAhead(await dataSource.OpenConnectionAsync(cancellationToken), log, LargestPage);
        while (true)
        {
            var page = await pages.ReadAsync(position, cancellationToken);
            if (page.Events.Count > 0)
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(connection, LazyCommitSql, cancellationToken);
                position = await WriteAsync(connection, position, page.Events, cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                progress?.Report(new(position, await LogHead.ReadAsync(connection, cancellationToken)));
            }

            // The log's end need not be reached, which under load it never is: what is left is caught up with in the swap. What came while
            // indexes were made may be much.
            if (page.Events.Count == LargestPage || await beside.MakeIndexesAsync(connection, cancellationToken))
                continue;
            if (await TrySwapAsync(connection, position, cancellationToken) is { } swapped)
            {
                progress?.Report(new(swapped, swapped));
                return swapped;
            }

            await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    /// <summary>Swaps where the locks for it can be had soon and the rest of the log can be caught up with; else null, and nothing has changed.</summary>
    private async Task<long?> TrySwapAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            // Who waits for a lock makes others wait behind it: rather a second later than a second long.
            await ExecuteAsync(connection, ShortLocksSql, cancellationToken);
            var caughtUp = projection.IsInline
                ? await CatchUpInlineAsync(connection, position, cancellationToken)
                : await CatchUpAsync(connection, position, cancellationToken);
            if (caughtUp is null)
                return null;
            await beside.SwapAsync(connection, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return caughtUp;
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable || DatabaseFailure.IsTransient(failure))
        {
            return null;
        }
    }

    /// <summary>Holds the projection's checkpoint, comes at least as far, and puts the checkpoint where the rebuilt tables are.</summary>
    private async Task<long?> CatchUpAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        var used = await Checkpoint.ReadAsync(connection, projection.Name, cancellationToken);
        while (position < used)
        {
            var page = await log.ReadAsync(connection, position, LargestPage, cancellationToken);
            if (page.Events.Count == 0)
                return null;
            position = await WriteAsync(connection, position, page.Events, cancellationToken);
        }

        return await Checkpoint.TryAdvanceAsync(connection, projection.Name, used, position, cancellationToken) ? position : null;
    }

    /// <summary>
    /// Locks the tables in use and catches up with all that is visible. An append that has written there has ended by then,
    /// and one that has yet to write there waits, and then finds the rebuilt tables: its events are not visible here.
    /// So gaps mean nothing.
    /// </summary>
    private async Task<long?> CatchUpInlineAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await beside.LockTablesInUseAsync(connection, cancellationToken);
        while (await log.ReadVisibleAsync(connection, position, LargestPage, cancellationToken) is { Count: > 0 } events)
            position = await WriteAsync(connection, position, events, cancellationToken);
        return position;
    }

    private async Task<long> WriteAsync(
        NpgsqlConnection connection, long position, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var reached = events[^1].Position;
        if (!await Checkpoint.TryAdvanceAsync(connection, beside.Checkpoint, position, reached, cancellationToken))
            throw new InvalidOperationException($"The checkpoint of the rebuild of {projection.Name} was moved by somebody else.");
        IReadOnlyList<StoredEvent> taken = [.. events.Where(projection.Takes)];
        if (taken.Count > 0)
            await beside.WriteAsync(connection, open is null ? taken : await open(connection, taken, cancellationToken), cancellationToken);
        return reached;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
