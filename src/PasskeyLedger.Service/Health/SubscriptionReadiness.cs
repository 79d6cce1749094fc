using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Subscriptions;

namespace PasskeyLedger.Service.Health;

/// <summary>
/// How far the subscriptions are behind the log, with the details of each. One that is too far behind degrades the service and does not
/// fail it: registrations need none of them, and a node that is taken out for it would only leave more to the others.
/// </summary>
internal sealed class SubscriptionReadiness(NpgsqlDataSource database, SubscriptionSettings settings, TimeProvider clock) : IHealthCheck
{
    public const string Name = "subscriptions";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<SubscriptionProgress> progress;
        try
        {
            progress = await SubscriptionProgress.ReadAsync(database, cancellationToken);
        }
        catch (Exception unknown) when (unknown is EventStoreUnavailableException or PostgresException)
        {
            return HealthCheckResult.Degraded("How far they are is not known: the database did not say.");
        }

        var now = clock.GetUtcNow();
        List<SubscriptionLag> lags = [.. progress.Select(one => SubscriptionLag.Of(one, now))];
        var details = lags.ToDictionary(lag => lag.Name, object (lag) => new { eventsBehind = lag.Events, secondsBehind = Math.Round(lag.Time.TotalSeconds, 3) });
        var late = lags.Where(lag => lag.Time > settings.DegradedAfter).ToList();
        return late.Count == 0 ? HealthCheckResult.Healthy(data: details) : HealthCheckResult.Degraded(Describe(late), data: details);
    }

    private static string Describe(IReadOnlyList<SubscriptionLag> late) => string.Join(
        ", ", late.Select(lag => string.Create(CultureInfo.InvariantCulture, $"{lag.Name} is {lag.Time.TotalSeconds:0} s behind")));
}
