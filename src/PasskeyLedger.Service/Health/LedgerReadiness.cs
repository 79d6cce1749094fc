using Microsoft.Extensions.Diagnostics.HealthChecks;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Health;

/// <summary>Whether calls can be carried out: the database answers, its schema is this version's, and the pools are on record.</summary>
internal sealed class LedgerReadiness(Migrator migrator, PoolLedger pools) : IHealthCheck
{
    public const string Name = "ledger";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!(await migrator.CheckAsync(cancellationToken)).IsCurrent)
                return HealthCheckResult.Unhealthy("The database is not at this version.");
            if (!pools.IsRecorded)
                await pools.RecordAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (EventStoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }
}
