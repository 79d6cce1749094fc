namespace PasskeyLedger.Messaging.Relaying;

/// <summary>How long to wait before the next attempt: twice as long with each failure that follows another, within bounds.</summary>
internal sealed class RetryWait(RelayOptions options)
{
    private TimeSpan next;

    public void Reset() => next = TimeSpan.Zero;

    public void Lengthen()
    {
        var doubled = next == TimeSpan.Zero ? options.ShortestWait : next * 2;
        next = doubled < options.LongestWait ? doubled : options.LongestWait;
    }

    public Task PassAsync(TimeProvider clock, CancellationToken cancellationToken) =>
        next == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(next, clock, cancellationToken);
}
