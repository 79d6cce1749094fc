using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Gives the events of a credential and of the registrations that it came of.</summary>
internal sealed class GetCredentialHistory(RowHistories histories, AuditSearch audit)
{
    public Task<GetCredentialHistoryResponse> HandleAsync(
        GetCredentialHistoryRequest request, CallOrigin origin, CancellationToken cancellationToken) => histories.TellAsync(
            new(nameof(GetCredentialHistory), request.AccessToken, request.ToJson(), request.MaxResults, request.NextToken),
            origin,
            (position, most) => audit.FindCredentialAsync(request.Pool, request.CredentialId, position, most, cancellationToken),
            (events, next) => new GetCredentialHistoryResponse { Events = events, NextToken = next },
            cancellationToken);
}
