using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels.Audit;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Reads the events that rows of the audit stand for from their streams.</summary>
internal sealed class StoredPages(IEventStore store)
{
    private const int LargestRead = 50;

    /// <summary>
    /// Reads the events of rows in their order, as many as a page may hold: at least one. A row whose event the log does not have comes
    /// without: that is for <c>verify</c> to tell, and for this to show.
    /// </summary>
    public async Task<IReadOnlyList<(AuditRow Row, StoredEvent? Event)>> ReadAsync(IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        var page = new List<(AuditRow Row, StoredEvent? Event)>();
        long size = 0;
        while (page.Count < rows.Count)
        {
            var run = RunFrom(rows, page.Count);
            var range = new ReadRange(rows[page.Count].Version - 1, rows[page.Count].Version + run - 1);
            var slice = await store.ReadStreamAsync(rows[page.Count].Stream, range, cancellationToken);
            var events = slice.Events.ToDictionary(stored => stored.Version);
            for (; run > 0; run--)
            {
                var row = rows[page.Count];
                var stored = events.GetValueOrDefault(row.Version);
                size += stored?.Data.Length ?? 0;
                if (size > AuditPages.LargestData && page.Count > 0)
                    return page;
                page.Add((row, stored));
            }
        }

        return page;
    }

    /// <summary>How many rows from one on follow each other on one stream.</summary>
    private static int RunFrom(IReadOnlyList<AuditRow> rows, int first)
    {
        var count = 1;
        while (count < LargestRead
            && first + count < rows.Count
            && rows[first + count].Stream == rows[first].Stream
            && rows[first + count].Version == rows[first].Version + count)
            count++;
        return count;
    }
}
