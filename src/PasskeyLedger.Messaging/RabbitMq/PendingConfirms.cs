namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>
/// What the broker has said so far of the messages of one call. Messages are counted from 0 in the order they were sent in,
/// as the broker's delivery tags count them.
/// </summary>
internal sealed class PendingConfirms(IReadOnlyList<EventMessage> messages)
{
    private enum Fate : byte
    {
        Pending,

        /// <summary>The broker has sent it back. It still confirms it then: that it has dealt with it.</summary>
        Returned,
        Confirmed,
        Refused,
    }

    private readonly Lock gate = new();
    private readonly Fate[] fates = new Fate[messages.Count];
    private int sent;
    private int leading;
    private int settled;
    private (int Index, TaskCompletionSource Signal)? awaited;

    /// <summary>How many messages, from the first on without a gap, are confirmed.</summary>
    public int Confirmed
    {
        get
        {
            lock (gate)
                return LeadingConfirmed();
        }
    }

    /// <summary>Why a message was refused; null where none was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>No more will be heard: the channel is gone.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The broker takes nothing for now. What it has not confirmed it may still take later.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Nothing more is to be sent.</summary>
    public bool IsStopped => Refusal is not null || IsBroken || IsBlocked;

    /// <summary>Counts a message that is about to be sent.</summary>
    public void Send()
    {
        lock (gate)
            sent++;
    }

    public void Confirm(int index, bool andAllBefore) => Settle(index, andAllBefore, Fate.Confirmed);

    public void Refuse(int index, bool andAllBefore, string reason)
    {
        Refusal ??= reason;
        Settle(index, andAllBefore, Fate.Refused);
    }

    /// <summary>A message that no queue takes comes back.</summary>
    public void Return(string? id, string reason)
    {
        lock (gate)
        {
            Refusal ??= reason;
            for (var index = settled; index < sent; index++)
            {
                if (fates[index] == Fate.Pending && messages[index].Id.ToString("D") == id)
                    fates[index] = Fate.Returned;
            }
        }
    }

    public void Break()
    {
        lock (gate)
        {
            IsBroken = true;
            WaitNoMore();
        }
    }

    public void Block()
    {
        lock (gate)
        {
            IsBlocked = true;
            WaitNoMore();
        }
    }

    /// <summary>Waits until a message and all before it are settled, or no more will be heard of it for now.</summary>
    public Task UntilSettledAsync(int index, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (IsBroken || IsBlocked || index < settled)
                return Task.CompletedTask;
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = (index, signal);
            return signal.Task.WaitAsync(cancellationToken);
        }
    }

    // The broker confirms one message, or all up to one that have not been settled otherwise.
    private void Settle(int index, bool andAllBefore, Fate fate)
    {
        lock (gate)
        {
            var last = Math.Min(index, sent - 1);
            for (var each = andAllBefore ? settled : last; each <= last; each++)
            {
                if (each >= 0 && fates[each] is (Fate.Pending or Fate.Returned))
                    fates[each] = fates[each] == Fate.Returned ? Fate.Refused : fate;
            }

            while (settled < sent && fates[settled] is (Fate.Confirmed or Fate.Refused))
                settled++;
            if (awaited is { } waiting && waiting.Index < settled)
            {
                awaited = null;
                waiting.Signal.TrySetResult();
            }
        }
    }

    private void WaitNoMore()
    {
        awaited?.Signal.TrySetResult();
        awaited = null;
    }

    private int LeadingConfirmed()
    {
        while (leading < sent && fates[leading] == Fate.Confirmed)
            leading++;
        return leading;
    }
}
