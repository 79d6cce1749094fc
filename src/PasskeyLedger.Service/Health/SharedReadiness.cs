using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PasskeyLedger.Service.Health;

/// <summary>
/// One report for all who ask at a time, and for a second after. Anybody may ask, as often as they like, and each report takes several of the
/// database's connections, which calls need.
/// </summary>
internal sealed class SharedReadiness(HealthCheckService checks, TimeProvider clock)
{
    public static TimeSpan KeptFor { get; } = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<HealthReport>? latest;
    private long begun;

    public Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetElapsedTime(begun) > KeptFor))
            {
                begun = clock.GetTimestamp();

                // Not with the caller's token: others wait for it, too.
                latest = checks.CheckHealthAsync(CancellationToken.None);
            }

            return latest.WaitAsync(cancellationToken);
        }
    }
}
