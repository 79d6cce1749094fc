using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.ReadModels.Audit;

namespace PasskeyLedger.Service.Tests.Http.Audit;

/// <summary>An operator, who reads the audit over HTTP with the generated client, and whose stream can be looked into.</summary>
internal sealed class Operators(RunningLedger ledger)
{
    public string Sub { get; } = Guid.NewGuid().ToString("D");

    public string Token => ledger.OperatorToken(Sub);

    /// <summary>Searches when the audit has all that is in the log now.</summary>
    public async Task<SearchAuditEventsResponse> SearchAsync(SearchAuditEventsRequest request)
    {
        await ledger.AuditCaughtUpAsync();
        return await ledger.Audit.SearchAuditEventsAsync(request with { AccessToken = Token }, TestContext.Current.CancellationToken);
    }

    public Task<GetUserHistoryResponse> HistoryAsync(User user, Func<GetUserHistoryRequest, GetUserHistoryRequest>? change = null)
    {
        var request = new GetUserHistoryRequest { AccessToken = Token, Pool = Pools.Plain, User = user.Sub };
        return ledger.Audit.GetUserHistoryAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    public async Task<GetRegistrationResponse> RegistrationAsync(string id, int? maxResults = null, string? nextToken = null)
    {
        await ledger.AuditCaughtUpAsync();
        return await ledger.Audit.GetRegistrationAsync(
            new() { AccessToken = Token, RegistrationId = id, MaxResults = maxResults, NextToken = nextToken }, TestContext.Current.CancellationToken);
    }

    public async Task<GetCredentialHistoryResponse> CredentialAsync(string pool, string id)
    {
        await ledger.AuditCaughtUpAsync();
        return await ledger.Audit.GetCredentialHistoryAsync(
            new() { AccessToken = Token, Pool = pool, CredentialId = id }, TestContext.Current.CancellationToken);
    }

    /// <summary>The reads that the ledger has of this operator.</summary>
    public async Task<IReadOnlyList<(StoredEvent Stored, AuditRead Read)>> ReadsAsync() =>
    [
        .. (await ledger.Store.ReadStreamAsync(LedgerStreams.Operator(Sub), ReadRange.All, TestContext.Current.CancellationToken)).Events
            .Select(stored => (stored, (AuditRead)StoredEvents.Read(stored.Type, stored.Data.Span))),
    ];

    /// <summary>What the whole log holds up to a position, as an audit would tell it, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> LogAsync(long through)
    {
        List<AuditRow> rows = [];
        var position = 0L;
        while (await ledger.Store.ReadLogAsync(position, 1000, TestContext.Current.CancellationToken) is { Count: > 0 } events)
        {
            rows.AddRange(events.Where(stored => stored.Position <= through).Select(AuditRow.Of));
            position = events[^1].Position;
        }

        return [.. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Position)];
    }
}
