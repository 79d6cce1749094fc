using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;

namespace PasskeyLedger.Service.Subscriptions;

/// <summary>Keeps the asynchronous projections up to date behind the log, each at its own pace. Inline ones are so already.</summary>
internal sealed class ProjectionWorkers(IEventStore store, IReadOnlyList<Projection> projections, KeptRunning keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        projections.Where(projection => !projection.IsInline).Select(projection => keeper.RunAsync(
            projection.Name,
            (interrupted, cancellation) => store.ProjectAsync(projection, interrupted, cancellation),
            stoppingToken)));
}
