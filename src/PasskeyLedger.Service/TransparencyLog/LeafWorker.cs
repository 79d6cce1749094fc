using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Transparency.Growing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>
/// Keeps the tree growing behind the log, on one node at a time. It follows the store itself and nothing that opens what is stored: leaves
/// commit to what is in the database.
/// </summary>
internal sealed class LeafWorker(NpgsqlEventStore stored, KeptRunning keeper, LogStatus status, ILogger<LeafWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(
        LeafSequencing.Name,
        (interrupted, cancellation) => stored.SubscribeAsync(Watched(LeafSequencing.Subscription(interrupted)), cancellation),
        stoppingToken);

    private Subscription Watched(Subscription subscription) => subscription with
    {
        Handle = async (batch, cancellation) =>
        {
            try
            {
                await subscription.Handle(batch, cancellation);
                status.Growth = null;
            }
            catch (LeafSequenceException refused)
            {
                if (status.Growth != refused.Message)
                    TransparencyLogEvents.NotGrowing(logger, refused.Message);
                status.Growth = refused.Message;
                throw;
            }
        },
    };
}
