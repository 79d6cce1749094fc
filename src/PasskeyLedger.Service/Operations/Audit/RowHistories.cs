using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Tells the history that rows of the audit stand for, the oldest event first, a page at a time.</summary>
internal sealed class RowHistories(RecordedRead reads, StoredPages pages)
{
    /// <summary>Reads a page, and records that it was read.</summary>
    /// <param name="find">Finds rows above a position, at most so many.</param>
    /// <param name="respond">Makes the response of the page's events, and of where the next page begins, if there is one.</param>
    /// <exception cref="InvalidParameterException">No page ended with the token.</exception>
    /// <exception cref="ResourceNotFoundException">There is nothing, on no page.</exception>
    public Task<TResponse> TellAsync<TResponse>(
        HistoryCall call,
        CallOrigin origin,
        Func<long, int, Task<IReadOnlyList<AuditRow>>> find,
        Func<IReadOnlyList<AuditEvent>, string?, TResponse> respond,
        CancellationToken cancellationToken)
    {
        var after = call.NextToken is null ? 0
            : PageToken.Parse(call.NextToken, 1) is [var position] ? position
            : throw AuditExceptions.NextToken();
        return reads.ExecuteAsync(call.Operation, call.AccessToken, call.Request, origin, ReadAsync, cancellationToken);

        async Task<ReadAnswer<TResponse>?> ReadAsync()
        {
            var count = call.MaxResults ?? AuditPages.DefaultSize;
            var rows = await find(after, count + 1);
            if (rows.Count == 0 && after == 0)
                return null;

            var page = await pages.ReadAsync([.. rows.Take(count)], cancellationToken);
            var next = page.Count < rows.Count ? PageToken.Of(page[^1].Row.Position) : null;
            return new(respond([.. page.Select(entry => entry.Event is { } stored ? AuditEvents.Of(stored) : AuditEvents.Of(entry.Row))], next), page.Count);
        }
    }
}

/// <summary>What a call for a history has in common with others.</summary>
/// <param name="Request">The whole request as JSON.</param>
internal sealed record HistoryCall(string Operation, string AccessToken, ReadOnlyMemory<byte> Request, int? MaxResults, string? NextToken)
{
    // A record shows what it holds, and this holds a token.
    public override string ToString() => Operation;
}
