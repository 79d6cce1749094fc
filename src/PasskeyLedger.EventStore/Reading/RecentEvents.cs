namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// The settled events that were read last, for those who follow the log a moment behind whoever read them: they need not be asked for
/// again. They are without a gap that may yet be filled, so what lies between two positions here is all that ever will.
/// </summary>
/// <param name="mostEvents">How many are kept.</param>
/// <param name="mostBytes">How much JSON is kept.</param>
internal sealed class RecentEvents(int mostEvents = 4096, long mostBytes = 8 << 20)
{
    private readonly Lock gate = new();
    private readonly Queue<StoredEvent> events = new();
    private DateTimeOffset server;
    private long after;
    private long last;
    private long bytes;

    /// <summary>The events above a position, at most so many; none where they are not here.</summary>
    /// <param name="asked">When the server was started that the caller is connected to: what another one has is not for it.</param>
    public IReadOnlyList<StoredEvent> After(DateTimeOffset asked, long position, int most)
    {
        lock (gate)
        {
            return asked == server && position >= after && position < last
                ? [.. events.SkipWhile(one => one.Position <= position).Take(most)]
                : [];
        }
    }

    /// <summary>Keeps settled events that follow a position. Those of an older part of the log leave what is here as it is.</summary>
    public void Keep(DateTimeOffset from, long position, IReadOnlyList<StoredEvent> settled)
    {
        lock (gate)
        {
            var reached = settled[^1].Position;
            if (from == server && reached <= last)
                return;
            if (from != server || position < after || position > last)
            {
                events.Clear();
                bytes = 0;
                server = from;
                after = last = position;
            }

            foreach (var one in settled.SkipWhile(one => one.Position <= last))
            {
                events.Enqueue(one);
                bytes += Size(one);
            }

            last = reached;
            while (events.Count > mostEvents || bytes > mostBytes)
            {
                var oldest = events.Dequeue();
                bytes -= Size(oldest);
                after = oldest.Position;
            }
        }
    }

    /// <summary>The database was away, and what comes back may be another one.</summary>
    public void Forget()
    {
        lock (gate)
        {
            events.Clear();
            bytes = after = last = 0;
            server = default;
        }
    }

    private static long Size(StoredEvent one) => one.Data.Length + one.Headers.Length;
}
