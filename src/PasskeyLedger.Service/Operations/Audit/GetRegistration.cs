using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Gives the whole story of one attempt to register, with what was sent taken apart.</summary>
internal sealed class GetRegistration(RowHistories histories, AuditSearch audit)
{
    public Task<GetRegistrationResponse> HandleAsync(
        GetRegistrationRequest request, CallOrigin origin, CancellationToken cancellationToken) => histories.TellAsync(
            new(nameof(GetRegistration), request.AccessToken, request.ToJson(), request.MaxResults, request.NextToken),
            origin,
            (position, most) => audit.FindRegistrationAsync(request.RegistrationId, position, most, cancellationToken),
            (events, next) => new GetRegistrationResponse { Events = [.. events.Select(WithEvidence)], NextToken = next },
            cancellationToken);

    // Evidence that cannot be read is none, and not one with a fault.
    private static AuditEvent WithEvidence(AuditEvent told) => told.Unreadable?.Any(member => DecodedEvidence.Paths.Contains(member.Path)) is true
        ? told
        : told with { Evidence = DecodedEvidence.Of(told.Type, told.Data) };
}
