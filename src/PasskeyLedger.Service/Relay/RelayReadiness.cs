using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Relay;

/// <summary>
/// Whether events reach the broker, on whatever node that is done. Where they do not, the service is degraded and does not fail:
/// nothing is lost, and registrations need no broker.
/// </summary>
internal sealed class RelayReadiness(RelayControl control) : IHealthCheck
{
    public const string Name = "relay";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Judge(await control.ReadAsync(cancellationToken));
        }
        catch (EventStoreUnavailableException)
        {
            return HealthCheckResult.Degraded("The relay's state is not known: the database did not say.");
        }
    }

    internal static HealthCheckResult Judge(RelayState state) => state switch
    {
        { Stop: { } stop } => HealthCheckResult.Degraded(string.Create(
            CultureInfo.InvariantCulture, $"The relay stands at position {stop.Position}, which the broker did not take in {stop.Attempts} attempts: {stop.Reason}.")),
        { IsPaused: true } => HealthCheckResult.Healthy("The relay is paused."),
        { Waiting: { } waiting } => HealthCheckResult.Degraded(string.Create(
            CultureInfo.InvariantCulture, $"Events are not published since {waiting.Since:u}: {waiting.Reason}.")),
        _ => HealthCheckResult.Healthy(),
    };
}
