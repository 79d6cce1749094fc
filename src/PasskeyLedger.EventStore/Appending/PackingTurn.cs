namespace PasskeyLedger.EventStore.Appending;

/// <summary>
/// Which writer takes what is waiting. One keeps the turn from group to group, so that what comes in while it commits leaves together: a
/// transaction and its statements cost the same for one append as for dozens, and two groups half as large cost as much again. It passes the
/// turn on where that would hold others up: when a group's worth waits already, or when a commit takes long.
/// </summary>
internal sealed class PackingTurn : IDisposable
{
    // Longer than a commit takes on any disk that works. A group may wait as long for a row that somebody has locked.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    private readonly PackingTurns turns;
    private readonly Timer timer;
    private int isHeld;

    public PackingTurn(PackingTurns turns)
    {
        this.turns = turns;
        timer = new(_ => Pass());
    }

    public bool IsHeld => Volatile.Read(ref isHeld) == 1;

    /// <summary>Waits for the turn, where this writer does not have it still.</summary>
    public async ValueTask TakeAsync()
    {
        if (IsHeld)
            return;
        await turns.WaitAsync();
        Volatile.Write(ref isHeld, 1);
    }

    /// <summary>A commit begins: another writer has the turn where a group's worth waits, and from when it takes long on.</summary>
    /// <param name="isEnoughWaiting">It does already.</param>
    public void Lend(bool isEnoughWaiting)
    {
        if (!IsHeld)
            return;
        if (isEnoughWaiting)
        {
            Pass();
            return;
        }

        turns.Lending = this;
        timer.Change(Long, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The commit has ended: this writer has the turn still, if nobody else needed it.</summary>
    public void Keep()
    {
        if (turns.Lending == this)
            turns.Lending = null;
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Another writer has the turn, where this one had it.</summary>
    public void Pass()
    {
        if (Interlocked.Exchange(ref isHeld, 0) == 1)
            turns.Release();
    }

    public void Dispose() => timer.Dispose();
}

/// <summary>The turn that the writers of one queue share.</summary>
internal sealed class PackingTurns : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private volatile PackingTurn? lending;

    /// <summary>Has the turn, and is committing.</summary>
    public PackingTurn? Lending
    {
        get => lending;
        set => lending = value;
    }

    public Task WaitAsync() => turn.WaitAsync();

    public void Release() => turn.Release();

    public void Dispose() => turn.Dispose();
}
