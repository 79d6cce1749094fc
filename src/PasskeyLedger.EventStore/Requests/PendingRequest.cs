namespace PasskeyLedger.EventStore.Requests;

/// <summary>A request and the caller who waits for its answer.</summary>
internal sealed class PendingRequest<TRequest, TAnswer>(TRequest request)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource<TAnswer> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state = Waiting;

    public TRequest Request { get; } = request;

    public Task<TAnswer> Answer => completion.Task;

    /// <summary>A worker takes it: from here on the caller gets to know what became of it, cancelled or not.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The caller no longer waits. It has no effect once a worker has taken it.</summary>
    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Withdrawn, Waiting) == Waiting)
            completion.TrySetCanceled(cancellationToken);
    }

    public void Complete(TAnswer answer) => completion.TrySetResult(answer);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}
