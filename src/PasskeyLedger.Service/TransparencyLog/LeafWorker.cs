using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Transparency.Growing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>
/// Keeps the tree growing behind the log, on one node at a time. It follows the store itself and nothing that opens what is stored: leaves
/// commit to what is in the database.
/// </summary>
internal sealed class LeafWorker(NpgsqlEventStore stored, KeptRunning keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(
        LeafSequencing.Name,
        (interrupted, cancellation) => stored.SubscribeAsync(LeafSequencing.Subscription(interrupted), cancellation),
        stoppingToken);
}
