namespace PasskeyLedger.EventStore.Compliance;

/// <summary>
/// A subscription that remembers the events of every batch that its handler got through. The last batch has been committed
/// once the follower is disposed.
/// </summary>
public sealed class Follower : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly IEventStore store;
    private readonly Subscription subscription;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<StoredEvent> seen = [];
    private TaskCompletionSource grown = NewSignal();

    private Follower(IEventStore store, string name, Func<EventBatch, Task>? handle, int largestBatch)
    {
        this.store = store;
        subscription = new() { Name = name, LargestBatch = largestBatch, Handle = (batch, _) => HandleAsync(batch, handle) };
    }

    /// <summary>The subscription's end. It fails with what the handler failed with.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<StoredEvent> Seen
    {
        get
        {
            lock (gate)
                return [.. seen];
        }
    }

    public static Follower Start(IEventStore store, string name, Func<EventBatch, Task>? handle = null, int largestBatch = 500, bool start = true)
    {
        var follower = new Follower(store, name, handle, largestBatch);
        if (start)
            follower.Start();
        return follower;
    }

    public void Start() => Ended = Task.Run(() => store.SubscribeAsync(subscription, stop.Token), CancellationToken.None);

    /// <summary>Waits until so many events have been seen.</summary>
    public async Task UntilAsync(int count)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(LongestWait);
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (seen.Count >= count)
                    return;
                signal = grown.Task;
            }

            await (await Task.WhenAny(signal, Ended)).WaitAsync(timeout.Token);
        }
    }

    /// <summary>Cancels the subscription and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await Ended;
        }
        catch (Exception)
        {
            // Cancelled, or it has failed before, which is for the test to look at.
        }

        stop.Dispose();
    }

    private async Task HandleAsync(EventBatch batch, Func<EventBatch, Task>? handle)
    {
        if (handle is not null)
            await handle(batch);
        lock (gate)
        {
            seen.AddRange(batch.Events);
            grown.TrySetResult();
            grown = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
