using Npgsql;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Subscriptions;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Tells where the log ends and how far those who follow it have come.</summary>
internal sealed class GetLedgerStatus(RecordedRead reads, NpgsqlDataSource database, TimeProvider clock)
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
                return new ReadAnswer<GetLedgerStatusResponse>(
                    new() { HeadPosition = head, Subscriptions = [.. subscriptions.Select(Describe)] }, subscriptions.Count);
            },
            cancellationToken);

    private SubscriptionStatus Describe(SubscriptionProgress progress) => new()
    {
        Name = progress.Name,
        Position = progress.Position,
        Lag = SubscriptionLag.Of(progress, clock.GetUtcNow()).Events,
        BehindSince = progress.BehindSince,
    };
}
