using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>The log from one position to another, in pages.</summary>
public static class LogPages
{
    private const int LargestPage = 1000;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Reads what is settled above one position, a page ahead of who handles the pages, until a page reaches another position, beyond which
    /// it may go. It ends early where nothing more has settled for a while: at the log's end, or before an event that may still appear. No page is empty.
    /// </summary>
    /// <param name="patience">How long to wait for more to settle. A gap is settled when the transactions end that are under way in the server.</param>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<StoredEvent>> ReadPagesAsync(
        this IEventStore store, long afterPosition, long throughPosition, TimeSpan patience, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (afterPosition >= throughPosition)
            yield break;
        var reading = ReadAsync(store, afterPosition, patience, cancellationToken);
        try
        {
            while (await reading is [.., var last] page)
            {
                var isLast = last.Position >= throughPosition;
                if (!isLast)
                    reading = ReadAsync(store, last.Position, patience, cancellationToken);
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

    private static async Task<IReadOnlyList<StoredEvent>> ReadAsync(IEventStore store, long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        for (var wait = ShortestWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            if (await store.ReadLogAsync(after, LargestPage, cancellationToken) is { Count: > 0 } page)
                return page;
            if (Stopwatch.GetElapsedTime(since) >= patience)
                return [];
            await Task.Delay(wait, cancellationToken);
        }
    }
}
