using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>The operations of the audit's contract for one call: each is a file of its own.</summary>
internal sealed class AuditOperations(
    CallOrigin origin,
    SearchAuditEvents search,
    GetUserHistory userHistory,
    GetCredentialHistory credentialHistory,
    GetRegistration registration,
    GetLedgerStatus status) : IPasskeyLedgerAudit
{
    public Task<SearchAuditEventsResponse> SearchAuditEventsAsync(
        SearchAuditEventsRequest request, CancellationToken cancellationToken = default) =>
        search.HandleAsync(request, origin, cancellationToken);

    public Task<GetUserHistoryResponse> GetUserHistoryAsync(GetUserHistoryRequest request, CancellationToken cancellationToken = default) =>
        userHistory.HandleAsync(request, origin, cancellationToken);

    public Task<GetCredentialHistoryResponse> GetCredentialHistoryAsync(
        GetCredentialHistoryRequest request, CancellationToken cancellationToken = default) =>
        credentialHistory.HandleAsync(request, origin, cancellationToken);

    public Task<GetRegistrationResponse> GetRegistrationAsync(GetRegistrationRequest request, CancellationToken cancellationToken = default) =>
        registration.HandleAsync(request, origin, cancellationToken);

    public Task<GetLedgerStatusResponse> GetLedgerStatusAsync(GetLedgerStatusRequest request, CancellationToken cancellationToken = default) =>
        status.HandleAsync(request, origin, cancellationToken);
}

/// <summary>Makes the operations for a call.</summary>
internal sealed class AuditOperationsFactory(
    SearchAuditEvents search,
    GetUserHistory userHistory,
    GetCredentialHistory credentialHistory,
    GetRegistration registration,
    GetLedgerStatus status)
{
    public IPasskeyLedgerAudit For(CallOrigin origin) => new AuditOperations(origin, search, userHistory, credentialHistory, registration, status);
}
