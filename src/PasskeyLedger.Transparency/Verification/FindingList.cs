namespace PasskeyLedger.Transparency.Verification;

/// <summary>What has been found so far, by several readers at once: all are counted, and of each kind the first by position are kept.</summary>
internal sealed class FindingList
{
    private const int MostKept = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<LogFindingKind, PriorityQueue<LogFinding, long>> kept = [];

    public long Count { get; private set; }

    public void Add(LogFindingKind kind, long? position, string message)
    {
        lock (gate)
        {
            Count++;
            if (!kept.TryGetValue(kind, out var queue))
                kept[kind] = queue = new();

            // The farthest is at the queue's front, to be let go of first.
            queue.Enqueue(new(kind, position, message), -(position ?? long.MaxValue));
            if (queue.Count > MostKept)
                queue.Dequeue();
        }
    }

    /// <summary>Events first, in the order of their positions.</summary>
    public IReadOnlyList<LogFinding> Take(int most)
    {
        lock (gate)
        {
            return
            [
                .. kept.Values
                    .SelectMany(queue => queue.UnorderedItems.Select(item => item.Element))
                    .OrderBy(finding => finding.Kind > LogFindingKind.EventInserted)
                    .ThenBy(finding => finding.Position ?? long.MaxValue)
                    .ThenBy(finding => finding.Kind)
                    .Take(most),
            ];
        }
    }
}
