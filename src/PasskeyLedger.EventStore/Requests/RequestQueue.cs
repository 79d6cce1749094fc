using System.Threading.Channels;

namespace PasskeyLedger.EventStore.Requests;

/// <summary>Where callers' requests wait for a worker, which takes what is there. It takes on so many and no more.</summary>
internal sealed class RequestQueue<TRequest, TAnswer>(int longest)
{
    private readonly Channel<PendingRequest<TRequest, TAnswer>> channel = Channel.CreateBounded<PendingRequest<TRequest, TAnswer>>(longest);
    private volatile bool closed;

    /// <exception cref="EventStoreBusyException">The queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<TAnswer> PassAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingRequest<TRequest, TAnswer>(request);
        if (!channel.Writer.TryWrite(pending))
        {
            ObjectDisposedException.ThrowIf(closed, typeof(NpgsqlEventStore));
            throw new EventStoreBusyException(longest);
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingRequest<TRequest, TAnswer>)state!).Withdraw(token), pending);
        return await pending.Answer;
    }

    /// <summary>How many are waiting.</summary>
    public int Count => channel.Reader.Count;

    /// <summary>Nothing more comes in. What is waiting is still answered.</summary>
    public void Close()
    {
        closed = true;
        channel.Writer.TryComplete();
    }

    /// <summary>Waits for something to do; false once the queue is closed and empty.</summary>
    public ValueTask<bool> WaitAsync() => channel.Reader.WaitToReadAsync();

    /// <summary>Takes the next request that somebody still waits for.</summary>
    public bool TryTake(out PendingRequest<TRequest, TAnswer>? pending)
    {
        while (channel.Reader.TryRead(out pending))
        {
            if (pending.TryTake())
                return true;
        }

        return false;
    }
}
