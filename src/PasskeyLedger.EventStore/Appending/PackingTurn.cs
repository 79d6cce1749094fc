namespace PasskeyLedger.EventStore.Appending;

/// <summary>
/// Which writer takes what is waiting. One keeps the turn from group to group, so that what comes in while it commits leaves together: a
/// transaction and its statements cost the same for one append as for dozens, and two groups half as large cost as much again. It passes the
/// turn on where that would hold others up: with a group that can take no more, or while a commit takes long.
/// </summary>
internal sealed class PackingTurn : IDisposable
{
    // Longer than a commit takes on any disk that works. A group may wait as long for a row that somebody has locked.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim turn;
    private readonly Timer timer;
    private int isHeld;

    /// <param name="turn">Shared by all writers; one has the turn.</param>
    public PackingTurn(SemaphoreSlim turn)
    {
        this.turn = turn;
        timer = new(_ => Pass());
    }

    public bool IsHeld => Volatile.Read(ref isHeld) == 1;

    /// <summary>Waits for the turn, where this writer does not have it still.</summary>
    public async ValueTask TakeAsync()
    {
        if (IsHeld)
            return;
        await turn.WaitAsync();
        Volatile.Write(ref isHeld, 1);
    }

    /// <summary>A commit begins: from when it takes long on, another writer has the turn.</summary>
    public void PassIfLong() => timer.Change(Long, Timeout.InfiniteTimeSpan);

    /// <summary>The commit has ended.</summary>
    public void Keep() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Another writer has the turn, where this one had it.</summary>
    public void Pass()
    {
        if (Interlocked.Exchange(ref isHeld, 0) == 1)
            turn.Release();
    }

    public void Dispose() => timer.Dispose();
}
