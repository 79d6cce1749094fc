using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Ledger;

/// <summary>
/// The states of the users who called last, each with the version of its stream; past its bounds, who has not called for the longest time
/// is forgotten. What it holds may be old, as other nodes append too: whoever decides on it has the version checked.
/// </summary>
internal sealed class UserCache(UserCacheSettings bounds)
{
    private readonly Lock gate = new();
    private readonly Dictionary<StreamId, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> lastUsedFirst = new();
    private long bytes;

    private long MostBytes => bounds.MostMegabytes * 1024L * 1024L;

    /// <summary>How many users it holds now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return entries.Count;
        }
    }

    /// <summary>What it knows of a user, or null.</summary>
    public LoadedUser? Find(StreamId stream)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(stream, out var node))
                return null;
            lastUsedFirst.Remove(node);
            lastUsedFirst.AddFirst(node);
            return node.Value.User;
        }
    }

    /// <summary>Holds a user's state, unless it holds a later one.</summary>
    public void Keep(StreamId stream, LoadedUser user)
    {
        var entry = new Entry(stream, user, SizeOf(stream, user));
        lock (gate)
        {
            if (entries.TryGetValue(stream, out var before))
            {
                if (before.Value.User.Version > user.Version)
                    return;
                Remove(before);
            }

            entries.Add(stream, lastUsedFirst.AddFirst(entry));
            bytes += entry.Bytes;
            while (lastUsedFirst.Last is { } longestUnused && (entries.Count > bounds.MostUsers || bytes > MostBytes))
                Remove(longestUnused);
        }
    }

    /// <summary>Knows no more of a user.</summary>
    public void Forget(StreamId stream)
    {
        lock (gate)
        {
            if (entries.TryGetValue(stream, out var node))
                Remove(node);
        }
    }

    /// <summary>Knows no more of anybody.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            lastUsedFirst.Clear();
            bytes = 0;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        lastUsedFirst.Remove(node);
        entries.Remove(node.Value.Stream);
        bytes -= node.Value.Bytes;
    }

    /// <summary>About what a user takes in memory, in bytes: the texts, and what objects and tree nodes take around them.</summary>
    private static long SizeOf(StreamId stream, LoadedUser user)
    {
        const int Fixed = 400;
        const int EachStarted = 400;
        const int EachPasskey = 500;
        long characters = stream.Tenant.Value.Length + stream.Key.Value.Length;
        foreach (var (_, started) in user.State.Started)
            characters += 2 * started.Challenge.Length + started.RelyingPartyId.Length + started.ClientId.Value.Length + started.Id.Value.Length;
        foreach (var (_, passkey) in user.State.Passkeys)
            characters += passkey.Id.Value.Length + passkey.Challenge.Length + passkey.Answer.Value.Length + passkey.Transports.Sum(transport => transport.Length);
        return Fixed + (EachStarted * user.State.Started.Count) + (EachPasskey * user.State.Passkeys.Count) + (sizeof(char) * characters);
    }

    private sealed record Entry(StreamId Stream, LoadedUser User, long Bytes);
}
