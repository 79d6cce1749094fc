using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Gives the events of a credential and of the registrations that it came of.</summary>
internal sealed class GetCredentialHistory(RecordedRead reads, AuditSearch audit, StoredPages pages)
{
    public Task<GetCredentialHistoryResponse> HandleAsync(
        GetCredentialHistoryRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var after = RowHistory.After(request.NextToken);
        return reads.ExecuteAsync(
            nameof(GetCredentialHistory),
            request.AccessToken,
            request.ToJson(),
            origin,
            async () => await RowHistory.ReadAsync(
                after,
                request.MaxResults ?? AuditPages.DefaultSize,
                (position, most) => audit.FindCredentialAsync(request.Pool, request.CredentialId, position, most, cancellationToken),
                pages,
                cancellationToken) is { } history
                ? new ReadAnswer<GetCredentialHistoryResponse>(
                    new() { Events = history.Events, NextToken = history.NextToken }, history.Events.Count)
                : null,
            cancellationToken);
    }
}
