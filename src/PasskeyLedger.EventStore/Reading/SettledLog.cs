namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// Knows up to which position nothing can appear in the log any more. Positions are drawn from a sequence before their
/// events commit, so a gap between two events may yet be filled, or never: its appender rolled back or died.
/// </summary>
/// <remarks>
/// An appender has its transaction id before it draws a position. So when a position has been seen and a transaction id is
/// drawn after that, every lower position belongs to a transaction with a lower id. Once a snapshot says that all of those
/// have ended, what it does not show below the seen position will never be there. No clock has a part in it: a transaction
/// that hangs holds the log's end back until it ends; where a gap stays empty, one in another database of the server does so
/// too, as ids are the server's. One instance serves all readers of a process. What it knows is of one server, told by when that was
/// started: a connection that leads to another one, which may lack the last commits, has it begin anew.
/// </remarks>
internal sealed class SettledLog
{
    private readonly Lock gate = new();
    private readonly Queue<(long Position, ulong TransactionId)> marks = new();
    private DateTimeOffset server;
    private long through;

    /// <summary>The position up to which a snapshot taken from now on shows all there will ever be, where it is one of this server.</summary>
    public (DateTimeOffset Server, long Position) Through
    {
        get
        {
            lock (gate)
                return (server, through);
        }
    }

    /// <summary>Returns the position up to which a snapshot shows all there will ever be, as all transactions below <paramref name="horizon"/> have ended in it.</summary>
    public long Settle(DateTimeOffset of, ulong horizon)
    {
        lock (gate)
        {
            Meet(of);
            var settled = 0L;
            while (marks.TryPeek(out var mark) && mark.TransactionId <= horizon)
                settled = marks.Dequeue().Position;
            through = Math.Max(through, settled);
            return settled;
        }
    }

    /// <summary>A gap behind this position is already waited for.</summary>
    public bool IsMarked(DateTimeOffset of, long position)
    {
        lock (gate)
        {
            Meet(of);
            return marks.Any(mark => mark.Position > position);
        }
    }

    /// <summary>Positions up to this one, which has been seen, are settled when all transactions below an id drawn since then have ended.</summary>
    public void Mark(DateTimeOffset of, long position, ulong transactionId)
    {
        lock (gate)
        {
            Meet(of);
            if (!marks.Any(mark => mark.Position >= position))
                marks.Enqueue((position, transactionId));
        }
    }

    /// <summary>The database was away, and what comes back may be another one: nothing is known of it.</summary>
    public void Forget()
    {
        lock (gate)
            Clear();
    }

    /// <summary>How many of the events, which follow <paramref name="afterPosition"/> in order, have no gap before them that may still be filled.</summary>
    public static int CountSettled(IReadOnlyList<StoredEvent> events, long afterPosition, long through)
    {
        var previous = afterPosition;
        for (var count = 0; count < events.Count; count++)
        {
            var position = events[count].Position;
            if (position - 1 > Math.Max(previous, through))
                return count;
            previous = position;
        }

        return events.Count;
    }

    private void Meet(DateTimeOffset of)
    {
        if (server == of)
            return;
        server = of;
        Clear();
    }

    private void Clear()
    {
        marks.Clear();
        through = 0;
    }
}
