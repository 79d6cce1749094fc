using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Compares one read model with what the events give.</summary>
/// <inheritdoc cref="SnapshotComparison" path="/remarks"/>
/// <param name="open">What the events pass through before they are projected; by default they are projected as they are stored.</param>
public sealed class ProjectionComparison(NpgsqlDataSource dataSource, Projection projection, OpenEvents? open = null)
{
    /// <summary>The most differences that a report holds.</summary>
    public const int MostDifferences = 100;

    private readonly SnapshotComparison comparison = new(dataSource, [projection], open);

    /// <inheritdoc cref="RunAsync(TenantId?, Action{ProjectionDifference}, IProgress{LogProgress}, CancellationToken)"/>
    public Task<ProjectionReport> RunAsync(IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(tenant: null, _ => { }, progress, cancellationToken);

    /// <inheritdoc cref="SnapshotComparison.RunAsync"/>
    public async Task<ProjectionReport> RunAsync(
        TenantId? tenant, Action<ProjectionDifference> found, IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        (await comparison.RunAsync(tenant, (_, difference) => found(difference), progress, cancellationToken))[0];
}
