using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.RateLimiting;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// A token bucket a key: it holds a minute's worth, and refills evenly. Memory is bounded: a bucket that is full again is the same
/// as none and is dropped when room is needed; where every bucket is in use, further keys share a fixed number of buckets.
/// </summary>
/// <param name="capacity">How many keys have a bucket of their own.</param>
/// <param name="shared">How many buckets the keys beyond that share.</param>
internal sealed class LimiterTable<TKey>(int capacity, int shared)
    where TKey : notnull
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, TokenBucketRateLimiter> own = new();
    private readonly ConcurrentDictionary<(int Slot, int PerMinute), TokenBucketRateLimiter> common = new();
    private readonly Lock sweeping = new();
    private int count;
    private long sweptAt;

    /// <summary>How many keys have a bucket of their own.</summary>
    public int OwnCount => own.Count;

    /// <summary>How many buckets there are.</summary>
    public int Count => own.Count + common.Count;

    /// <summary>Takes one call from the key's minute, where something is left of it.</summary>
    public bool TryTake(TKey key, int perMinute)
    {
        var limiter = Find(key, perMinute);
        limiter.TryReplenish();
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    private TokenBucketRateLimiter Find(TKey key, int perMinute)
    {
        if (own.TryGetValue(key, out var limiter))
            return limiter;
        if (Volatile.Read(ref count) >= capacity && !MakeRoom())
            return common.GetOrAdd(((key.GetHashCode() & int.MaxValue) % shared, perMinute), static at => Create(at.PerMinute));

        limiter = Create(perMinute);
        if (own.TryAdd(key, limiter))
        {
            Interlocked.Increment(ref count);
            return limiter;
        }

        return own.TryGetValue(key, out var existing) ? existing : limiter;
    }

    /// <summary>Drops the buckets that are full again. One caller does it; the others go on as if there were no room.</summary>
    private bool MakeRoom()
    {
        if (!sweeping.TryEnter())
            return false;
        try
        {
            // A flood of new keys must not make every call walk the table.
            if (sweptAt != 0 && Stopwatch.GetElapsedTime(sweptAt) < SweepInterval)
                return Volatile.Read(ref count) < capacity;
            sweptAt = Stopwatch.GetTimestamp();
            foreach (var (key, limiter) in own)
            {
                limiter.TryReplenish();
                if (limiter.IdleDuration is not null && own.TryRemove(key, out _))
                    Interlocked.Decrement(ref count);
            }

            return Volatile.Read(ref count) < capacity;
        }
        finally
        {
            sweeping.Exit();
        }
    }

    private static TokenBucketRateLimiter Create(int perMinute) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = Minute / perMinute,
        AutoReplenishment = false,
        QueueLimit = 0,
    });
}
