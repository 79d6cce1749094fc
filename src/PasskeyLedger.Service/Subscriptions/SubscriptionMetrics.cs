using System.Diagnostics.Metrics;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Subscriptions;

/// <summary>
/// The lag of every subscription that has a checkpoint, whoever runs it, as metrics. They are measured every few seconds where somebody
/// collects them, by each node for all.
/// </summary>
internal sealed class SubscriptionMetrics : BackgroundService
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider clock;
    private readonly ObservableGauge<long> events;
    private readonly ObservableGauge<double> time;
    private volatile IReadOnlyList<SubscriptionLag> measured = [];

    public SubscriptionMetrics(IMeterFactory factory, NpgsqlDataSource database, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
        var meter = factory.Create(ServiceMetrics.MeterName);
        events = meter.CreateObservableGauge(
            "passkey_ledger.subscription.lag",
            () => measured.Select(lag => new Measurement<long>(lag.Events, Tag(lag))),
            "{event}",
            "Events that a subscription has yet to handle.");
        time = meter.CreateObservableGauge(
            "passkey_ledger.subscription.delay",
            () => measured.Select(lag => new Measurement<double>(lag.Time.TotalSeconds, Tag(lag))),
            "s",
            "How long ago the event happened that a subscription handles next.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        do
        {
            if (events.Enabled || time.Enabled)
                await MeasureAsync(stoppingToken);
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var progress = await SubscriptionProgress.ReadAsync(database, cancellationToken);
            var now = clock.GetUtcNow();
            measured = [.. progress.Select(one => SubscriptionLag.Of(one, now))];
        }
        catch (Exception unknown) when (unknown is EventStoreUnavailableException or PostgresException)
        {
            // What is not known is not reported: a lag of before would look like one of now.
            measured = [];
        }
    }

    private static KeyValuePair<string, object?> Tag(SubscriptionLag lag) => new("passkey_ledger.subscription.name", lag.Name);
}
