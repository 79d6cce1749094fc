namespace PasskeyLedger.EventStore.Appending;

/// <summary>
/// What one writer packs into one transaction. No two appends of a group have one stream key or touch one claim, as a row
/// can be locked and changed once a statement; the later one waits for the writer's next group.
/// </summary>
internal sealed class AppendGroup(int largest)
{
    private readonly List<PendingAppend> _members = [];
    private readonly HashSet<StreamKey> _streams = [];
    private readonly HashSet<(TenantId, Claim)> _claims = [];
    private Queue<PendingAppend> _later = new();

    public IReadOnlyList<PendingAppend> Members => _members;

    /// <summary>Appends are left over for another group.</summary>
    public bool HasMore => _later.Count > 0;

    /// <summary>Starts afresh with what was left over, then takes what is waiting and never waits for more.</summary>
    public void Fill(AppendQueue queue)
    {
        _members.Clear();
        _streams.Clear();
        _claims.Clear();
        var before = _later;
        _later = new();
        while (before.TryDequeue(out var pending))
            Add(pending);

        // As many may be put off as would make another full group: a burst on one stream stays in the queue, whose length is bounded.
        while (_members.Count < largest && _later.Count < largest && queue.TryTake(out var pending))
            Add(pending!);

        // All writers go through shared rows in one order, those of read models too.
        _members.Sort(static (one, other) => string.CompareOrdinal(one.Append.Stream.Key.Value, other.Append.Stream.Key.Value));
    }

    private void Add(PendingAppend pending)
    {
        var append = pending.Append;
        if (_members.Count == largest || _streams.Contains(append.Stream.Key) || Touched(append).Any(_claims.Contains))
        {
            _later.Enqueue(pending);
            return;
        }

        _members.Add(pending);
        _streams.Add(append.Stream.Key);
        foreach (var claim in Touched(append))
            _claims.Add(claim);
    }

    private static IEnumerable<(TenantId, Claim)> Touched(Append append) =>
        append.Claims.Concat(append.Releases).Select(claim => (append.Stream.Tenant, claim));
}
