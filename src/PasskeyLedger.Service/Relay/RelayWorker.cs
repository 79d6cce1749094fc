using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Relay;

/// <summary>Keeps the relay running beside the service, which goes on without it where it fails.</summary>
internal sealed class RelayWorker(EventRelay relay, ILogger<EventRelay> logger, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await relay.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                RelayLog.Failed(logger, AfterFailure, failure);
                await Task.Delay(AfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
