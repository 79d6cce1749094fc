using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>A page of what rows of the audit tell, oldest first.</summary>
/// <param name="NextToken">Where the next page begins, if there is one.</param>
internal sealed record RowHistory(IReadOnlyList<AuditEvent> Events, string? NextToken)
{
    /// <summary>Reads a page.</summary>
    /// <param name="nextToken">Where the page before ended, or null for the first.</param>
    /// <param name="find">Finds rows above a position, at most so many.</param>
    /// <returns>null: there is nothing, on no page.</returns>
    public static async Task<RowHistory?> ReadAsync(
        long after,
        int count,
        Func<long, int, Task<IReadOnlyList<AuditRow>>> find,
        StoredPages pages,
        CancellationToken cancellationToken)
    {
        var rows = await find(after, count + 1);
        if (rows.Count == 0 && after == 0)
            return null;

        var page = await pages.ReadAsync([.. rows.Take(count)], cancellationToken);
        return new(
            [.. page.Select(entry => entry.Event is { } stored ? AuditEvents.Of(stored) : AuditEvents.Of(entry.Row))],
            page.Count < rows.Count ? PageToken.Of(page[^1].Row.Position) : null);
    }

    /// <summary>The position that a page ended at, or 0.</summary>
    /// <exception cref="InvalidParameterException">No page ended with the token.</exception>
    public static long After(string? nextToken) =>
        nextToken is null ? 0 : PageToken.Parse(nextToken, 1) is [var position] ? position : throw AuditExceptions.NextToken();
}
