using System.Runtime.CompilerServices;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>The log from one position to another, in pages.</summary>
public static class LogPages
{
    private const int LargestPage = 1000;

    /// <summary>
    /// Reads what is settled above one position and up to another, a page ahead of who handles the pages. It ends early where the log
    /// does, or where an event may still appear. No page is empty.
    /// </summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<StoredEvent>> ReadPagesAsync(
        this IEventStore store, long afterPosition, long throughPosition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (afterPosition >= throughPosition)
            yield break;
        var reading = store.ReadLogAsync(afterPosition, LargestPage, cancellationToken);
        try
        {
            while (await reading is [.., var last] page)
            {
                var isLast = last.Position >= throughPosition;
                if (!isLast)
                    reading = store.ReadLogAsync(last.Position, LargestPage, cancellationToken);
                else if (last.Position > throughPosition)
                    page = [.. page.TakeWhile(stored => stored.Position <= throughPosition)];
                if (page.Count > 0)
                    yield return page;
                if (isLast)
                    yield break;
            }
        }
        finally
        {
            // Who stops in the middle leaves a page behind that is being read.
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
