using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Finds events by what an operator knows of them.</summary>
internal sealed class SearchAuditEvents(RecordedRead reads, AuditSearch audit)
{
    public Task<SearchAuditEventsResponse> HandleAsync(
        SearchAuditEventsRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var filter = FilterOf(request);
        var after = request.NextToken is { } token ? AuditCursor.Parse(token) ?? throw AuditExceptions.NextToken() : null;
        return reads.ExecuteAsync(
            nameof(SearchAuditEvents),
            request.AccessToken,
            request.ToJson(),
            origin,
            async () =>
            {
                var page = await audit.SearchAsync(filter, after, request.MaxResults ?? AuditPages.DefaultSize, cancellationToken);
                return new ReadAnswer<SearchAuditEventsResponse>(
                    new()
                    {
                        Events = [.. page.Rows.Select(AuditEvents.Of)],
                        ThroughPosition = page.Through,
                        NextToken = page.Next?.ToString(),
                    },
                    page.Rows.Count);
            },
            cancellationToken);
    }

    private static AuditFilter FilterOf(SearchAuditEventsRequest request)
    {
        if (request is { From: { } from, To: { } to } && from >= to)
            throw AuditExceptions.TimeRange();
        return new()
        {
            Pool = request.Pool,
            Sub = request.User,
            Type = request.Type,
            Outcome = request.Outcome?.Value,
            Reason = request.Reason,
            CredentialId = request.CredentialId,
            SourceAddress = request.SourceAddress is { } address ? Canonical(address) : null,
            ClientId = request.ClientId,
            RequestId = request.RequestId,
            From = request.From,
            To = request.To,
        };
    }

    // An address is kept in one notation, and may be asked for in any.
    private static string Canonical(string text) =>
        AddressRange.TryParseAddress(text, out var address) ? address.ToString() : throw AuditExceptions.Address();
}
