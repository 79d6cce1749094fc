using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;
using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>A range of the log: what is visible above one position (null: from the first on), up to and with another, gaps or not. There may be nothing.</summary>
public sealed record LogPart(long? After, long Until, IReadOnlyList<StoredEvent> Events);

/// <summary>
/// Goes through the log of one snapshot: ranges of it are read, and something made of each, side by side, and what was made is
/// handed over in the log's order. A few ranges are in memory at a time.
/// </summary>
public static class LogScan
{
    private const int EventsOfRange = 2000;
    private const int MostReaders = 8;
    private static readonly string ReadEndsSql = EmbeddedSql.Read("Reading.ReadRangeEnds.sql");

    /// <param name="snapshot">The state that is read. Its connection is used to begin with, and then left alone.</param>
    /// <param name="after">The position above which the first range begins. Null: the whole log, wherever its first event stands.</param>
    /// <param name="until">The position that the last range ends with.</param>
    /// <param name="skipped">The types of events of which the envelope is enough: their data comes empty.</param>
    /// <param name="make">Makes something of a range, over a connection in the same state. It is called for several at once.</param>
    public static async IAsyncEnumerable<T> RunAsync<T>(
        NpgsqlDataSource dataSource,
        SnapshotSession snapshot,
        long? after,
        long until,
        IReadOnlyList<string> skipped,
        Func<NpgsqlConnection, LogPart, CancellationToken, Task<T>> make,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sessions = new ConcurrentBag<SnapshotSession>();
        var readers = Math.Clamp(Environment.ProcessorCount, 1, MostReaders);
        var reading = new TransformBlock<(long? After, long Until), T>(
            MakeAsync,
            new() { MaxDegreeOfParallelism = readers, BoundedCapacity = 2 * readers, CancellationToken = stop.Token });
        var feeding = FeedAsync(reading, await ReadRangesAsync(snapshot.Connection, after, until, cancellationToken), stop.Token);
        try
        {
            while (await reading.OutputAvailableAsync(cancellationToken))
            {
                while (reading.TryReceive(out var made))
                    yield return made;
            }

            await reading.Completion;
        }
        finally
        {
            // Who stops in the middle leaves ranges behind that are being read.
            await stop.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await reading.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var session in sessions)
                await session.DisposeAsync();
        }

        async Task<T> MakeAsync((long? After, long Until) range)
        {
            if (!sessions.TryTake(out var session))
                session = await SnapshotSession.JoinAsync(dataSource, snapshot.Name, stop.Token);
            try
            {
                List<StoredEvent> events = new(EventsOfRange);
                await foreach (var stored in LogRange.ReadAsync(session.Connection, range.After, range.Until, skipped, stop.Token))
                    events.Add(stored);
                return await make(session.Connection, new(range.After, range.Until, events), stop.Token);
            }
            finally
            {
                sessions.Add(session);
            }
        }
    }

    private static async Task FeedAsync(ITargetBlock<(long? After, long Until)> reading, IReadOnlyList<(long? After, long Until)> ranges, CancellationToken cancellationToken)
    {
        // A range that is not taken: the reading has failed, which whoever waits for it is told.
        foreach (var range in ranges)
        {
            if (!await reading.SendAsync(range, cancellationToken))
                return;
        }

        reading.Complete();
    }

    private static async Task<IReadOnlyList<(long? After, long Until)>> ReadRangesAsync(
        NpgsqlConnection connection, long? after, long until, CancellationToken cancellationToken)
    {
        List<(long?, long)> ranges = [];
        var reached = after;
        await using var command = new NpgsqlCommand(ReadEndsSql, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                LogRange.Position(after),
                new NpgsqlParameter<long> { TypedValue = until },
                new NpgsqlParameter<long> { TypedValue = EventsOfRange },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var end = reader.GetInt64(0);
            ranges.Add((reached, end));
            reached = end;
        }

        if (reached is null || reached < until)
            ranges.Add((reached, until));
        return ranges;
    }
}
