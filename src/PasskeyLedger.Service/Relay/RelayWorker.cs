using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Subscriptions;

namespace PasskeyLedger.Service.Relay;

/// <summary>Keeps the relay running beside the service, which goes on without it where it fails.</summary>
internal sealed class RelayWorker(EventRelay relay, KeptRunning keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        keeper.RunAsync(EventRelay.SubscriptionName, relay.RunAsync, stoppingToken);
}
