using Microsoft.Extensions.Diagnostics.HealthChecks;
using PasskeyLedger.Service.TransparencyLog;

namespace PasskeyLedger.Service.Health;

/// <summary>
/// Whether the tree grows and checkpoints are signed. A tree that contradicts what was signed degrades the service and does not fail it: it can still register,
/// and what it appends is evidence too.
/// </summary>
internal sealed class CheckpointReadiness(LogStatus status) : IHealthCheck
{
    public const string Name = "checkpoints";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        status switch
        {
            { Growth: { } reason } => HealthCheckResult.Degraded($"The log's tree does not grow: {reason}"),
            { Trouble: { } alarm, IsAlarming: true } => HealthCheckResult.Degraded($"No checkpoints are signed: {alarm}"),
            { Trouble: { } without } => HealthCheckResult.Healthy($"No checkpoints are signed: {without}"),
            _ => HealthCheckResult.Healthy(),
        });
}
