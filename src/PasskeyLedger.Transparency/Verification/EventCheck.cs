using System.Collections.Concurrent;
using System.Text.Json;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>Recomputes the leaf of every event of the tables, and holds it against the stored one. Ranges of the log are checked side by side.</summary>
/// <param name="from">The first leaf that is checked: who believes those before has checked them.</param>
internal sealed class EventCheck(StoredLeaves leaves, int from, FindingList findings, IProgress<VerificationProgress>? progress)
{
    private readonly ConcurrentBag<EventLeaf> idle = [];
    private long checkedEvents;

    /// <summary>Above which position events are checked. Null: all of them, wherever they stand.</summary>
    public long? After { get; } = from == 0 ? null : leaves.Positions[from - 1];

    /// <summary>Up to which position events are checked: those behind have no leaf yet. Null: there is no leaf.</summary>
    public long? Until { get; } = leaves.Positions is [.., var last] ? last : null;

    /// <summary>How many events were checked.</summary>
    public long CheckedEvents => Interlocked.Read(ref checkedEvents);

    /// <summary>Goes through the events and the leaves of a range together, both in the order of positions.</summary>
    public void Check(LogPart part)
    {
        if (!idle.TryTake(out var leaf))
            leaf = new();
        var count = 0L;
        var index = Math.Max(part.After is { } after ? leaves.IndexAfter(after) : 0, from);
        var end = leaves.IndexAfter(part.Until);
        foreach (var stored in part.Events)
        {
            if (stored.Position <= After || !(stored.Position <= Until))
                continue;
            count++;
            while (index < end && leaves.Positions[index] < stored.Position)
                Miss(index++);
            if (index < end && leaves.Positions[index] == stored.Position)
                Compare(leaf, stored, index++);
            else
                findings.Add(LogFindingKind.EventInserted, stored.Position, $"The event at position {stored.Position} has no leaf: it was inserted among events that have.");
        }

        while (index < end)
            Miss(index++);
        idle.Add(leaf);
        var total = Interlocked.Add(ref checkedEvents, count);
        progress?.Report(new(total, leaves.Count));
    }

    private void Miss(int index) => findings.Add(
        LogFindingKind.EventMissing, leaves.Positions[index], $"The event at position {leaves.Positions[index]} is gone: leaf {index} commits to it.");

    private void Compare(EventLeaf leaf, StoredEvent stored, int index)
    {
        if (HashOf(leaf, stored) != leaves.Hashes[index])
            findings.Add(LogFindingKind.EventChanged, stored.Position, $"The event at position {stored.Position} is not the one that leaf {index} commits to.");
    }

    private static TreeHash? HashOf(EventLeaf leaf, StoredEvent stored)
    {
        try
        {
            return leaf.Hash(stored);
        }
        catch (JsonException)
        {
            // No leaf was ever made of it.
            return null;
        }
    }
}
