using Npgsql;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Tells where the log ends, how far those who follow it have come, and what was signed of it last.</summary>
internal sealed class GetLedgerStatus(RecordedRead reads, NpgsqlDataSource database, PublishedLog log, TimeProvider clock)
{
    public Task<GetLedgerStatusResponse> HandleAsync(GetLedgerStatusRequest request, CallOrigin origin, CancellationToken cancellationToken) =>
        reads.ExecuteAsync(
            nameof(GetLedgerStatus),
            request.AccessToken,
            request.ToJson(),
            origin,
            async () =>
            {
                var subscriptions = await SubscriptionProgress.ReadAsync(database, cancellationToken);
                var head = await SubscriptionProgress.ReadHeadAsync(database, cancellationToken);
                var checkpoint = await log.LatestCheckpointAsync(cancellationToken);
                return new ReadAnswer<GetLedgerStatusResponse>(
                    new() { HeadPosition = head, Subscriptions = [.. subscriptions.Select(Describe)], Checkpoint = Describe(checkpoint) },
                    subscriptions.Count);
            },
            cancellationToken);

    private static CheckpointStatus? Describe(SignedCheckpoint? checkpoint) => checkpoint is null
        ? null
        : new() { TreeSize = checkpoint.Size, SignedAt = checkpoint.SignedAt, Note = checkpoint.Note };

    private SubscriptionStatus Describe(SubscriptionProgress progress) => new()
    {
        Name = progress.Name,
        Position = progress.Position,
        Lag = SubscriptionLag.Of(progress, clock.GetUtcNow()).Events,
        BehindSince = progress.BehindSince,
    };
}
