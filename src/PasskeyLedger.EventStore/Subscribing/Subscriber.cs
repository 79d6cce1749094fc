using Npgsql;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>Becomes the active one of its name, and then hands out the log from the checkpoint, batch by batch.</summary>
internal sealed class Subscriber(NpgsqlDataSource dataSource, LogReader log, EventStoreOptions options, Subscription subscription)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var session = await ActiveSession.TryTakeAsync(dataSource, subscription.Name, cancellationToken);
                if (session is not null)
                    await FollowAsync(session, cancellationToken);
            }
            catch (Exception failure) when (IsInterruption(failure) && !cancellationToken.IsCancellationRequested)
            {
                subscription.Interrupted?.Invoke(failure);
            }

            await Task.Delay(options.TakeoverInterval, cancellationToken);
        }
    }

    // The checkpoint is read again after any failure: so a commit whose answer was lost is found out.
    private static bool IsInterruption(Exception failure) =>
        DatabaseFailure.IsUnavailable(failure) || (failure is PostgresException error && DatabaseFailure.IsTransient(error));

    private async Task FollowAsync(ActiveSession session, CancellationToken cancellationToken)
    {
        log.Forget();
        var checkpoint = await Checkpoint.ReadAsync(session.Connection, subscription.Name, cancellationToken);
        var wait = ShortestWait;
        while (true)
        {
            if (subscription.Ready is { } ready)
                await ready(cancellationToken);
            session.ResetBell();
            var page = await log.FollowAsync(session.Connection, session.ServerStarted, checkpoint, subscription.LargestBatch, cancellationToken);
            if (page.Events.Count > 0)
            {
                checkpoint = await HandleAsync(session.Connection, checkpoint, page.Events, cancellationToken);
                wait = ShortestWait;
                if (page.Events.Count < subscription.LargestBatch && subscription.Pause > TimeSpan.Zero)
                    await Task.Delay(subscription.Pause, cancellationToken);
                continue;
            }

            // Nobody rings when an appender rolls back or dies, so a gap is looked at more often at first.
            await session.WaitAsync(page.Gap is null ? options.PollingInterval : wait, cancellationToken);
            wait = wait * 2 < options.PollingInterval ? wait * 2 : options.PollingInterval;
        }
    }

    /// <summary>Handles a batch in a transaction with its checkpoint, and returns where the checkpoint then is.</summary>
    private async Task<long> HandleAsync(
        NpgsqlConnection connection, long checkpoint, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // First, so that whoever moves the checkpoint otherwise (to start anew, to put a rebuilt projection in place) and this
        // one wait for each other here, and not for each other's rows.
        if (!await Checkpoint.TryAdvanceAsync(connection, subscription.Name, checkpoint, events[^1].Position, cancellationToken, subscription.CommitsLazily))
        {
            await transaction.RollbackAsync(cancellationToken);

            // Who is to go through a part of the log once more is to see what is stored by now.
            log.Forget();
            return await Checkpoint.ReadAsync(connection, subscription.Name, cancellationToken);
        }

        var batch = new EventBatch(events, connection);
        await subscription.Handle(batch, cancellationToken);
        if (batch.Handled == 0)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return checkpoint;
        }

        var reached = events[batch.Handled - 1].Position;
        if (batch.Handled < events.Count)
            await Checkpoint.TryAdvanceAsync(connection, subscription.Name, events[^1].Position, reached, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return reached;
    }
}
