using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>
/// Rings that were read lately. It holds two generations: when the younger is full or old it becomes the older one, and what
/// was not asked for since is gone with the one before. So both the number of rings and the time that an unused key stays in
/// memory are bounded.
/// </summary>
internal sealed class KeyRingCache(int capacity, TimeSpan lifetime, TimeSpan generation, TimeProvider clock)
{
    private readonly Lock gate = new();
    private Dictionary<StreamId, Entry> younger = [];
    private Dictionary<StreamId, Entry> older = [];
    private long began = clock.GetTimestamp();
    private long epoch;

    /// <summary>Passes each time that something is forgotten: what was read from the database before that is not remembered.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>The ring, however old: for one who has the database check what follows from it.</summary>
    public KeyRing? FindAny(StreamId stream) => Find(stream)?.Ring;

    /// <summary>The ring, where it was read so lately that it may be believed.</summary>
    public KeyRing? FindFresh(StreamId stream) =>
        Find(stream) is { } entry && clock.GetElapsedTime(entry.ReadAt) < lifetime ? entry.Ring : null;

    /// <param name="since">The epoch before the ring was read.</param>
    public void Remember(StreamId stream, KeyRing ring, long readAt, long since)
    {
        lock (gate)
        {
            if (since != epoch)
                return;
            Turn();
            younger[stream] = new(ring, readAt);
        }
    }

    /// <summary>Adds a key to the ring that is here, which keeps its age: of its other keys nothing new is known. False where there is none.</summary>
    /// <param name="since">The epoch before the key was made.</param>
    public bool TryAdd(StreamId stream, PersonalKey key, long since)
    {
        lock (gate)
        {
            if (Find(stream) is not { } entry)
                return false;
            if (since == epoch)
                younger[stream] = entry with { Ring = entry.Ring.With(key) };
            return true;
        }
    }

    public void Forget(StreamId stream)
    {
        lock (gate)
        {
            epoch++;
            younger.Remove(stream);
            older.Remove(stream);
        }
    }

    private Entry? Find(StreamId stream)
    {
        lock (gate)
        {
            Turn();
            if (younger.TryGetValue(stream, out var entry))
                return entry;
            if (!older.Remove(stream, out entry))
                return null;
            younger[stream] = entry;
            return entry;
        }
    }

    private void Turn()
    {
        if (younger.Count < capacity / 2 && clock.GetElapsedTime(began) < generation)
            return;
        older = younger;
        younger = [];
        began = clock.GetTimestamp();
    }

    private sealed record Entry(KeyRing Ring, long ReadAt);
}
