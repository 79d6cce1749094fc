using PasskeyLedger.EventStore.Appending;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// The last settled events, for those who follow the log a moment behind: what this node has appended, or one of them has read, need not be
/// asked for again. They are without a gap that may yet be filled, so what lies between two positions here is all that ever will.
/// </summary>
/// <remarks>Nothing is kept before somebody has read, who so begins to follow.</remarks>
/// <param name="mostEvents">How many are kept.</param>
/// <param name="mostBytes">How much of them is kept, and as much at most of what waits for a gap to close or for somebody to take it.</param>
internal sealed class RecentEvents(int mostEvents = 16_384, long mostBytes = 32 << 20)
{
    private readonly ArrivedEvents arrived = new(mostBytes);
    private readonly Lock gate = new();
    private readonly Queue<StoredEvent> events = new();

    // Appended behind a gap: what is in between another writer, here or on another node, has yet to tell or will never have.
    private readonly PriorityQueue<AppendedEvent, long> beyond = new();
    private volatile bool isFollowed;
    private DateTimeOffset server;
    private long after;
    private long last;
    private long bytes;
    private long bytesBeyond;

    /// <summary>The events above a position, at most so many; none where the database has to be asked, or has more to say.</summary>
    /// <param name="asked">When the server was started that the caller is connected to: what another one has is not for it.</param>
    public IReadOnlyList<StoredEvent> After(DateTimeOffset asked, long position, int most)
    {
        lock (gate)
        {
            TakeArrived();
            if (asked != server || position < after || position >= last)
                return [];
            StoredEvent[] known = [.. events.SkipWhile(one => one.Position <= position).Take(most)];
            return known.Length < most && beyond.Count > 0 ? [] : known;
        }
    }

    /// <summary>Keeps settled events that follow a position. Those of an older part of the log leave what is here as it is.</summary>
    public void Keep(DateTimeOffset from, long position, IReadOnlyList<StoredEvent> settled)
    {
        lock (gate)
        {
            TakeArrived();
            var reached = settled[^1].Position;
            if (from == server && reached <= last)
                return;
            if (from != server)
                ForgetAll();
            if (from != server || position < after || position > last)
            {
                events.Clear();
                bytes = 0;
                server = from;
                after = last = position;
            }

            foreach (var one in settled.SkipWhile(one => one.Position <= last))
                Enqueue(one);
            TakeFromBeyond();
            Trim();
            isFollowed = true;
        }
    }

    /// <summary>Keeps events that are committed: those that follow what is here, and those behind a gap for when it is closed.</summary>
    public void Keep(DateTimeOffset from, IReadOnlyList<AppendedEvent> appended)
    {
        if (isFollowed)
            arrived.Leave(from, appended);
    }

    /// <summary>The database was away, and what comes back may be another one.</summary>
    public void Forget()
    {
        lock (gate)
            ForgetAll();
    }

    private void ForgetAll()
    {
        isFollowed = false;
        while (arrived.TryTake(out _))
        {
        }

        events.Clear();
        beyond.Clear();
        bytes = bytesBeyond = after = last = 0;
        server = default;
    }

    private void TakeArrived()
    {
        while (arrived.TryTake(out var group))
        {
            if (group.Server != server)
                continue;
            foreach (var one in group.Events)
            {
                if (one.Position == last + 1)
                {
                    Enqueue(one.ToStored());
                }
                else
                {
                    beyond.Enqueue(one, one.Position);
                    bytesBeyond += one.Size;
                }
            }
        }

        TakeFromBeyond();
        Trim();
    }

    // A position is drawn once: where each up to one is known, nothing can appear below it.
    private void TakeFromBeyond()
    {
        while (beyond.TryPeek(out var next, out var position) && position <= last + 1)
        {
            beyond.Dequeue();
            bytesBeyond -= next.Size;
            if (position > last)
                Enqueue(next.ToStored());
        }

        // Who follows is far behind, and reads from the database in any case.
        if (beyond.Count > mostEvents || bytesBeyond > mostBytes)
        {
            beyond.Clear();
            bytesBeyond = 0;
        }
    }

    private void Enqueue(StoredEvent one)
    {
        events.Enqueue(one);
        bytes += Size(one);
        last = one.Position;
    }

    private void Trim()
    {
        while (events.Count > mostEvents || bytes > mostBytes)
        {
            var oldest = events.Dequeue();
            bytes -= Size(oldest);
            after = oldest.Position;
        }
    }

    private static long Size(StoredEvent one) => one.Data.Length + one.Headers.Length;
}
