using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Gives the whole story of one attempt to register, with what was sent taken apart.</summary>
internal sealed class GetRegistration(RecordedRead reads, AuditSearch audit, StoredPages pages)
{
    public Task<GetRegistrationResponse> HandleAsync(
        GetRegistrationRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var after = RowHistory.After(request.NextToken);
        return reads.ExecuteAsync(
            nameof(GetRegistration),
            request.AccessToken,
            request.ToJson(),
            origin,
            async () => await RowHistory.ReadAsync(
                after,
                request.MaxResults ?? AuditPages.DefaultSize,
                (position, most) => audit.FindRegistrationAsync(request.RegistrationId, position, most, cancellationToken),
                pages,
                cancellationToken) is { } history
                ? new ReadAnswer<GetRegistrationResponse>(
                    new() { Events = [.. history.Events.Select(WithEvidence)], NextToken = history.NextToken }, history.Events.Count)
                : null,
            cancellationToken);
    }

    private static AuditEvent WithEvidence(AuditEvent told) => told with { Evidence = DecodedEvidence.Of(told.Type, told.Data) };
}
