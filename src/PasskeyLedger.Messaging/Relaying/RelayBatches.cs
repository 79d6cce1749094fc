using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.CloudEvents;

namespace PasskeyLedger.Messaging.Relaying;

/// <summary>
/// What becomes of the batches that the relay is handed in one turn: it knows whether the bus was there last, and which event
/// was refused how often.
/// </summary>
/// <param name="endTurn">Ends the turn once the batch at hand is done with.</param>
internal sealed class RelayBatches(
    RelayControl control,
    IEventPublisher publisher,
    CloudEventWriter writer,
    RelayOptions options,
    Action<RelayNotice> notify,
    Action<Exception> interrupted,
    TimeProvider clock,
    Func<Task> endTurn)
{
    // Events that are published one by one, each with its own confirm, so that it shows which of them is refused. In one
    // transaction no more than take a moment.
    private const int LargestCarefulBatch = 50;

    private readonly RetryWait wait = new(options);
    private string? away;

    // At first, too: an earlier turn, or a node that was killed, may have left word of its waiting.
    private bool isWordLeft = true;
    private long carefulThrough;
    private long refusedPosition;
    private int attempts;

    /// <summary>Waits, in no transaction, until the bus can take messages.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await wait.PassAsync(clock, cancellationToken);
        while (await publisher.OpenAsync(cancellationToken) is { } reason)
        {
            await BeAwayAsync(reason, cancellationToken);
            wait.Lengthen();
            await wait.PassAsync(clock, cancellationToken);
        }

        if (away is not null)
            notify(new RelayNotice.BrokerBack());
        if (isWordLeft)
            await TellAsync(reason: null, cancellationToken);
        (away, isWordLeft) = (null, false);
    }

    /// <summary>Publishes a batch. As far as it is confirmed, it is handled.</summary>
    public async Task PublishAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var messages = writer.Write(batch.Events);
        var outcome = batch.Events[0].Position <= carefulThrough
            ? await PublishOneByOneAsync(messages, cancellationToken)
            : await publisher.PublishAsync(messages, cancellationToken);
        batch.EndAfter(outcome.Confirmed);
        if (outcome.Confirmed > 0)
        {
            wait.Reset();
            notify(new RelayNotice.Published(outcome.Confirmed));
        }

        // Not to be cancelled from here on: what is confirmed must commit.
        switch (outcome)
        {
            case PublishOutcome.Unavailable unavailable:
                wait.Lengthen();
                await BeAwayAsync(unavailable.Reason, CancellationToken.None);
                break;
            case PublishOutcome.Refused refused:
                await RefuseAsync(batch.Events, refused);
                break;
        }
    }

    private async Task<PublishOutcome> PublishOneByOneAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        var count = Math.Min(messages.Count, LargestCarefulBatch);
        for (var index = 0; index < count && !cancellationToken.IsCancellationRequested; index++)
        {
            switch (await publisher.PublishAsync([messages[index]], cancellationToken))
            {
                case PublishOutcome.Published { Confirmed: 1 }:
                    break;
                case PublishOutcome.Refused refused:
                    return new PublishOutcome.Refused(index, refused.Reason);
                case PublishOutcome.Unavailable unavailable:
                    return new PublishOutcome.Unavailable(index, unavailable.Reason);
                default:
                    return new PublishOutcome.Published(index);
            }
        }

        return new PublishOutcome.Published(count);
    }

    private async Task RefuseAsync(IReadOnlyList<StoredEvent> events, PublishOutcome.Refused refused)
    {
        var stored = events[refused.Confirmed];
        if (events[0].Position > carefulThrough)
        {
            // Sent among many. Whether it is this one, the next attempt shows.
            carefulThrough = events[^1].Position;
            return;
        }

        attempts = stored.Position == refusedPosition ? attempts + 1 : 1;
        refusedPosition = stored.Position;
        wait.Lengthen();
        if (attempts < options.MaximumAttempts)
        {
            notify(new RelayNotice.Refused(stored.Position, stored.Type, attempts, refused.Reason));
            return;
        }

        try
        {
            await control.StopAsync(stored, refused.Reason, attempts, CancellationToken.None);
            notify(new RelayNotice.Stopped(stored.Position, stored.Id, stored.Type, attempts, refused.Reason));
            await endTurn();
        }
        catch (EventStoreUnavailableException failure)
        {
            // The next attempt says so again.
            interrupted(failure);
        }
    }

    private async Task BeAwayAsync(string reason, CancellationToken cancellationToken)
    {
        if (reason == away)
            return;
        (away, isWordLeft) = (reason, true);
        notify(new RelayNotice.BrokerAway(reason));
        await TellAsync(reason, cancellationToken);
    }

    private async Task TellAsync(string? reason, CancellationToken cancellationToken)
    {
        try
        {
            await control.TellWaitingAsync(reason, cancellationToken);
        }
        catch (EventStoreUnavailableException failure)
        {
            interrupted(failure);
        }
    }
}
