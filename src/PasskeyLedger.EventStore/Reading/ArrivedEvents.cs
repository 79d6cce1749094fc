using System.Collections.Concurrent;
using PasskeyLedger.EventStore.Appending;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// What writers have committed and nobody has taken yet, group by group. Writers have no time to lose: they leave it here, and whoever
/// follows the log does the rest.
/// </summary>
/// <param name="mostBytes">How much is kept; beyond it the oldest groups go.</param>
internal sealed class ArrivedEvents(long mostBytes)
{
    private readonly ConcurrentQueue<ArrivedGroup> groups = new();
    private long bytes;

    /// <param name="server">When the server was started that has them.</param>
    /// <param name="events">Events that are committed.</param>
    public void Leave(DateTimeOffset server, IReadOnlyList<AppendedEvent> events)
    {
        var size = 0L;
        foreach (var one in events)
            size += one.Size;
        groups.Enqueue(new(server, events, size));
        Interlocked.Add(ref bytes, size);
        while (Interlocked.Read(ref bytes) > mostBytes && TryTake(out _))
        {
        }
    }

    public bool TryTake(out ArrivedGroup group)
    {
        if (!groups.TryDequeue(out group))
            return false;
        Interlocked.Add(ref bytes, -group.Size);
        return true;
    }
}

/// <summary>What one transaction appended.</summary>
/// <param name="Size">That of its events together.</param>
internal readonly record struct ArrivedGroup(DateTimeOffset Server, IReadOnlyList<AppendedEvent> Events, long Size);
