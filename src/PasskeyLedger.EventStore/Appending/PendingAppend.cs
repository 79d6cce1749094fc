namespace PasskeyLedger.EventStore.Appending;

/// <summary>An append and the caller who waits for what becomes of it.</summary>
internal sealed class PendingAppend(Append append)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource<AppendOutcome> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state = Waiting;

    public Append Append { get; } = append;

    public Task<AppendOutcome> Outcome => completion.Task;

    /// <summary>A writer takes it: from here on the caller gets to know what became of it, cancelled or not.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The caller no longer waits. It has no effect once a writer has taken it.</summary>
    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Withdrawn, Waiting) == Waiting)
            completion.TrySetCanceled(cancellationToken);
    }

    public void Complete(AppendOutcome outcome) => completion.TrySetResult(outcome);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
