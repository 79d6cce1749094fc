using System.Runtime.CompilerServices;
using Npgsql;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>
/// Follows the log without a name: any number may, none of them keeps another from its events, and nothing is remembered of any.
/// </summary>
public static class LogTail
{
    private const int LargestPage = 500;

    // Appends that are under way have drawn positions from here on, unless so many come at once.
    private const int UnderWay = 5000;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Hands out what is appended above a position as it settles, in order and in pages that are not empty, until it is cancelled.</summary>
    /// <param name="dataSource">The store's database, where a connection listens for news.</param>
    /// <param name="interrupted">Told each time the database goes away. It goes on by itself from where it was.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<StoredEvent>> FollowAsync(
        this IEventStore store,
        NpgsqlDataSource dataSource,
        long afterPosition,
        Action<Exception>? interrupted,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = afterPosition;
        await using var news = new News(dataSource);
        var wait = ShortestWait;
        while (true)
        {
            IReadOnlyList<StoredEvent> page = [];
            try
            {
                await news.ResetAsync(cancellationToken);
                page = await store.ReadLogAsync(position, LargestPage, cancellationToken);
                if (page.Count == 0)
                    await news.WaitAsync(wait, cancellationToken);
            }
            catch (Exception failure) when (
                (failure is EventStoreUnavailableException || DatabaseFailure.IsUnavailable(failure)) && !cancellationToken.IsCancellationRequested)
            {
                interrupted?.Invoke(failure);
                await news.ForgetAsync();
                await Task.Delay(LongestWait, cancellationToken);
            }

            // Nobody rings when a gap closes, so it is looked at more often at first.
            wait = page.Count > 0 ? ShortestWait : wait * 2 < LongestWait ? wait * 2 : LongestWait;
            if (page is not [.., var last])
                continue;
            position = last.Position;
            yield return page;
        }
    }

    /// <summary>The position after which everything is yet to come: what is below it is settled, or there before.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<long> ReadEndAsync(this IEventStore store, NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var head = await SubscriptionProgress.ReadHeadAsync(dataSource, cancellationToken);
        var end = Math.Max(0, head - UnderWay);
        await foreach (var page in store.ReadPagesAsync(end, head, TimeSpan.Zero, cancellationToken))
            end = page[^1].Position;
        return end;
    }

    /// <summary>A connection that listens, made anew after the database was away.</summary>
    private sealed class News(NpgsqlDataSource dataSource) : IAsyncDisposable
    {
        private NpgsqlConnection? connection;
        private BellListener? bell;

        public async Task ResetAsync(CancellationToken cancellationToken)
        {
            connection ??= await dataSource.OpenConnectionAsync(cancellationToken);
            bell ??= await BellListener.ListenAsync(connection, cancellationToken);
            bell.Reset();
        }

        public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => bell!.WaitAsync(longest, cancellationToken);

        public async Task ForgetAsync()
        {
            if (bell is not null)
                await bell.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
            (bell, connection) = (null, null);
        }

        public async ValueTask DisposeAsync() => await ForgetAsync();
    }
}
