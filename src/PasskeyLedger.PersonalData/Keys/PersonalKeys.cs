using Npgsql;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>The keys of personal data: those in memory, and behind them those in the database.</summary>
public sealed class PersonalKeys
{
    private readonly PersonalKeyTable table;
    private readonly KeyRingCache cache;
    private readonly TimeProvider clock;
    private volatile bool isRegistered;

    public PersonalKeys(NpgsqlDataSource database, KeyEncryptionKey? wrapping, TimeProvider clock, PersonalDataOptions? options = null)
    {
        options ??= new();
        this.clock = clock;
        table = new(database, wrapping);
        cache = new(options.MostUsers, options.KeyLifetime, options.KeyGeneration, clock);
    }

    /// <summary>
    /// Has the configured key-encryption key be the one that this database's keys are encrypted with. Sealing and opening do
    /// it by themselves; a service does it first, so that it does not start with the wrong file.
    /// </summary>
    /// <exception cref="PersonalKeyException">It is another one, or one is needed and none is configured.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        if (isRegistered)
            return;
        isRegistered = await AskAsync(() => table.RegisterAsync(cancellationToken));
    }

    /// <summary>The ids of a stream's keys that the database has now.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<Guid>> ReadLiveIdsAsync(StreamId stream, CancellationToken cancellationToken) =>
        AskAsync(() => table.ReadLiveIdsAsync(stream, cancellationToken));

    /// <summary>
    /// Has PostgreSQL drop the former versions of rows, which hold destroyed keys until then. It takes the tables' owner; for
    /// others it does nothing, and the server's own vacuum comes in its time.
    /// </summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task VacuumAsync(CancellationToken cancellationToken) => AskAsync(() => table.VacuumAsync(cancellationToken));

    /// <summary>Forgets a stream's keys, so that the next one who needs them asks the database.</summary>
    public void Forget(StreamId stream) => cache.Forget(stream);

    /// <summary>The key to encrypt an append's personal data with, and the row that the append must carry for it.</summary>
    internal async ValueTask<SealingKey> ForSealingAsync(Append append, CancellationToken cancellationToken)
    {
        var stream = append.Stream;
        var epoch = cache.Epoch;
        var readAt = clock.GetTimestamp();
        var ring = cache.FindAny(stream);

        // A stream that is not there yet has no keys, and where it turns out to be there the append is refused.
        if (ring?.Current is null && append.Expected.Version is not 0)
            ring = (await ReadAsync([stream], connection: null, cancellationToken)).GetValueOrDefault(stream);
        await RegisterAsync(cancellationToken);
        if (ring?.Current is { } current)
            return new(current, PersonalKeyTable.Require(stream, current), ring, readAt, epoch);

        var at = append.Events[^1].Timestamp;
        var made = PersonalKey.Create(at);
        return new(made, table.Insert(stream, made, at), (ring ?? KeyRing.Empty).With(made), readAt, epoch);
    }

    /// <summary>The append that carried the key's row is committed.</summary>
    internal void Committed(StreamId stream, SealingKey key)
    {
        if (!cache.TryAdd(stream, key.Key, key.Epoch))
            cache.Remember(stream, key.Ring, key.ReadAt, key.Epoch);
    }

    /// <summary>The rings that hold keys by which something is encrypted, each believed for as long as the options say.</summary>
    /// <param name="needed">Which key of which stream.</param>
    /// <param name="connection">Where the caller has one; else one is borrowed.</param>
    internal async ValueTask<Dictionary<StreamId, KeyRing>> ForOpeningAsync(
        IReadOnlyCollection<(StreamId Stream, Guid Key)> needed, NpgsqlConnection? connection, CancellationToken cancellationToken)
    {
        Dictionary<StreamId, KeyRing> rings = [];
        HashSet<StreamId> unknown = [];
        foreach (var (stream, key) in needed)
        {
            if (cache.FindFresh(stream) is { } ring && ring.Knows(key))
                rings[stream] = ring;
            else
                unknown.Add(stream);
        }

        if (unknown.Count == 0)
            return rings;
        foreach (var (stream, ring) in await ReadAsync(unknown, connection, cancellationToken))
            rings[stream] = ring;
        return rings;
    }

    private async Task<Dictionary<StreamId, KeyRing>> ReadAsync(
        IReadOnlyCollection<StreamId> streams, NpgsqlConnection? connection, CancellationToken cancellationToken)
    {
        var epoch = cache.Epoch;
        var readAt = clock.GetTimestamp();

        // On a connection of the caller's its failures are the caller's, too.
        var read = connection is null
            ? await AskAsync(() => table.ReadAsync(streams, connection: null, cancellationToken))
            : await table.ReadAsync(streams, connection, cancellationToken);
        foreach (var (stream, ring) in read)
            cache.Remember(stream, ring, readAt, epoch);
        return read;
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (EventStoreUnavailableException.IsMeantBy(failure))
        {
            throw EventStoreUnavailableException.Of(failure);
        }
    }
}

/// <summary>A key to encrypt with.</summary>
/// <param name="Row">Stores the key with the append, or has the append fail where the key is there no more.</param>
/// <param name="Ring">The stream's keys once the append is committed, as far as they are known.</param>
internal sealed record SealingKey(PersonalKey Key, InlineRow Row, KeyRing Ring, long ReadAt, long Epoch);
