using Npgsql;
using PasskeyLedger.EventStore.Appending;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Requests;
using PasskeyLedger.EventStore.Snapshots;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.EventStore;

/// <summary>
/// Streams in the tables of a Marten 9 event store. Appends of concurrent callers leave in groups, one transaction and one
/// round trip each, and so do reads of streams; a caller waits for its own outcome only.
/// </summary>
/// <remarks>
/// The data source stays its maker's to dispose, after this. Besides what readers of the log borrow it must allow
/// <see cref="EventStoreOptions.Writers"/> and <see cref="EventStoreOptions.Readers"/> connections, which are kept open, and
/// one for each subscription and one to tell subscribers. A process behind a transaction pooler (PgBouncer) needs a direct way
/// to PostgreSQL: an append whose connection breaks is told apart by its backend, and a subscriber holds its name with its
/// session.
/// <para>
/// Other writers of the same tables must write a row before they draw a position, as Marten does when it appends in its
/// quick mode. Subscribers could skip their events otherwise.
/// </para>
/// </remarks>
public sealed class NpgsqlEventStore : IEventStore, IAsyncDisposable
{
    private readonly RequestQueue<Append, AppendOutcome> appends;
    private readonly RequestQueue<StreamRead, StreamSlice> reads;
    private readonly LogBell bell;
    private readonly SnapshotWriter snapshots;
    private readonly LogReader log = new(new SettledLog());
    private readonly NpgsqlDataSource dataSource;
    private readonly EventStoreOptions options;
    private readonly PackingTurns turns = new();
    private readonly Task[] workers;
    private readonly Task ringing;
    private readonly Task keeping;

    public NpgsqlEventStore(NpgsqlDataSource dataSource, EventStoreOptions? options = null)
    {
        this.dataSource = dataSource;
        this.options = options ??= new();
        appends = new(options.LongestQueue);
        reads = new(options.LongestQueue);
        bell = new(dataSource);
        snapshots = new(dataSource);
        workers =
        [
            .. Enumerable.Range(0, options.Writers).Select(_ => Task.Run(new AppendWriter(appends, turns, log, bell, dataSource, options).RunAsync)),
            .. Enumerable.Range(0, options.Readers).Select(_ => Task.Run(new ReadWorker(reads, dataSource, options).RunAsync)),
        ];
        ringing = Task.Run(bell.RunAsync);
        keeping = Task.Run(snapshots.RunAsync);
    }

    /// <inheritdoc/>
    /// <remarks>Cancelling withdraws an append that still waits. Once a writer has taken it, its outcome is awaited and returned.</remarks>
    /// <exception cref="ArgumentException">The append has no event, touches a claim twice, or has a row that does not fit its statement.</exception>
    /// <exception cref="EventStoreBusyException">Too many appends are waiting.</exception>
    /// <exception cref="AppendFailedException">The database cannot hold what the append says. Nothing was written.</exception>
    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        AppendRules.Check(append);
        var outcome = appends.PassAsync(append, cancellationToken);
        if (turns.Lending is { } committing && appends.Count >= AppendWriter.EnoughWaiting)
            committing.Pass();
        return outcome;
    }

    /// <inheritdoc/>
    /// <exception cref="EventStoreBusyException">Too many reads are waiting.</exception>
    public Task<StreamSlice> ReadStreamAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken)
    {
        if (range is { SnapshotSchema: not null, UntilTime: not null })
            throw new ArgumentException("A snapshot cannot be asked for up to a time.", nameof(range));
        return reads.PassAsync(new(stream, range), cancellationToken).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void OfferSnapshot(StreamId stream, StreamSnapshot snapshot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(snapshot.Version, 1, nameof(snapshot));
        ArgumentException.ThrowIfNullOrEmpty(snapshot.Schema, nameof(snapshot));
        ArgumentOutOfRangeException.ThrowIfZero(snapshot.State.Length, nameof(snapshot));
        snapshots.Offer(stream, snapshot);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadLogAsync(long afterPosition, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return (await log.ReadAsync(connection, afterPosition, most, cancellationToken)).Events;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A subscription is its caller's to cancel, before the store is disposed of.</remarks>
    public Task SubscribeAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscription.Name, nameof(subscription));
        ArgumentOutOfRangeException.ThrowIfLessThan(subscription.LargestBatch, 1, nameof(subscription));
        return new Subscriber(dataSource, log, options, subscription).RunAsync(cancellationToken);
    }

    /// <summary>Takes no more appends and reads, answers those that wait, and closes the workers' connections.</summary>
    public async ValueTask DisposeAsync()
    {
        appends.Close();
        reads.Close();
        await Task.WhenAll(workers);
        turns.Dispose();
        bell.Close();
        snapshots.Close();
        await Task.WhenAll(ringing, keeping);
    }
}
