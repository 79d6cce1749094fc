using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.CloudEvents;

namespace PasskeyLedger.Messaging.Relaying;

/// <summary>
/// Publishes the ledger to a message bus: every event at least once, those of a stream in order. It is a subscription, so of all
/// nodes one at a time publishes, and its checkpoint moves past confirmed events alone. While the bus is away no transaction is open.
/// </summary>
public sealed class EventRelay(
    IEventStore store,
    RelayControl control,
    IEventPublisher publisher,
    CloudEventWriter writer,
    RelayOptions options,
    Action<RelayNotice> notify,
    TimeProvider clock)
{
    /// <summary>The subscription's name, and that of its checkpoint.</summary>
    public const string SubscriptionName = "messaging";

    /// <summary>Publishes until it is cancelled. What was sent is waited for then, for as long as one call of the publisher may take.</summary>
    /// <param name="interrupted">Told each time the database goes away. The relay goes on by itself.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(Action<Exception> interrupted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await UntilOpenAsync(interrupted, cancellationToken);
            notify(new RelayNotice.Opened());
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watching = WatchAsync(state, turn, interrupted);
            try
            {
                var batches = new RelayBatches(control, publisher, writer, options, notify, interrupted, clock, turn.CancelAsync);
                await store.SubscribeAsync(
                    new()
                    {
                        Name = SubscriptionName,
                        LargestBatch = options.LargestBatch,
                        Ready = batches.ReadyAsync,
                        Handle = batches.PublishAsync,
                        Interrupted = interrupted,
                    },
                    turn.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // An operator has said something, or a batch has stopped at an event: what it is, the table tells.
            }
            finally
            {
                await turn.CancelAsync();
                await watching;
            }
        }
    }

    private async Task<RelayState> UntilOpenAsync(Action<Exception> interrupted, CancellationToken cancellationToken)
    {
        var told = default(RelayState);
        while (true)
        {
            if (await TryReadAsync(interrupted, cancellationToken) is { } state)
            {
                if (state.IsOpen)
                    return state;
                if (state != told)
                    notify(new RelayNotice.Closed(told = state));
            }

            await Task.Delay(options.ControlInterval, clock, cancellationToken);
        }
    }

    /// <summary>Ends the turn when the relay is paused or stopped, or its checkpoint has been moved.</summary>
    private async Task WatchAsync(RelayState begun, CancellationTokenSource turn, Action<Exception> interrupted)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.ControlInterval, clock, turn.Token);
                if (await TryReadAsync(interrupted, turn.Token) is { } state && (!state.IsOpen || state.Moves != begun.Moves))
                {
                    await turn.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The turn has ended otherwise.
        }
    }

    private async Task<RelayState?> TryReadAsync(Action<Exception> interrupted, CancellationToken cancellationToken)
    {
        try
        {
            return await control.ReadAsync(cancellationToken);
        }
        catch (EventStoreUnavailableException failure)
        {
            interrupted(failure);
            return null;
        }
    }
}
