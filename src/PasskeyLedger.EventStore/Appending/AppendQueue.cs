using System.Threading.Channels;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>Where appends wait for a writer. It takes on so many and no more.</summary>
internal sealed class AppendQueue(int longest)
{
    private readonly Channel<PendingAppend> channel = Channel.CreateBounded<PendingAppend>(longest);
    private volatile bool closed;

    /// <exception cref="EventStoreBusyException">The queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<AppendOutcome> PassAsync(Append append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingAppend(append);
        if (!channel.Writer.TryWrite(pending))
        {
            ObjectDisposedException.ThrowIf(closed, typeof(NpgsqlEventStore));
            throw new EventStoreBusyException(longest);
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).Withdraw(token), pending);
        return await pending.Outcome;
    }

    /// <summary>Nothing more comes in. What is waiting is still written.</summary>
    public void Close()
    {
        closed = true;
        channel.Writer.TryComplete();
    }

    /// <summary>Waits for something to write; false once the queue is closed and empty.</summary>
    public ValueTask<bool> WaitAsync() => channel.Reader.WaitToReadAsync();

    /// <summary>Takes the next append that somebody still waits for.</summary>
    public bool TryTake(out PendingAppend? pending)
    {
        while (channel.Reader.TryRead(out pending))
        {
            if (pending.TryTake())
                return true;
        }

        return false;
    }
}
