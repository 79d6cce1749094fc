using PasskeyLedger.EventStore.Requests;
using PendingAppend = PasskeyLedger.EventStore.Requests.PendingRequest<PasskeyLedger.EventStore.Append, PasskeyLedger.EventStore.AppendOutcome>;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>
/// What one writer packs into one transaction. No two appends of a group have one stream key or touch one claim, as a row
/// can be locked and changed once a statement; the later one waits for the writer's next group.
/// </summary>
internal sealed class AppendGroup(int largest)
{
    private readonly List<PendingAppend> members = [];
    private readonly HashSet<StreamKey> streams = [];
    private readonly HashSet<(TenantId, Claim)> claims = [];
    private Queue<PendingAppend> later = new();

    public IReadOnlyList<PendingAppend> Members => members;

    /// <summary>Appends are left over for another group.</summary>
    public bool HasMore => later.Count > 0;

    /// <summary>Starts afresh with what was left over, then takes what is waiting and never waits for more.</summary>
    /// <param name="queue">Null: what was left over is all.</param>
    public void Fill(RequestQueue<Append, AppendOutcome>? queue)
    {
        members.Clear();
        streams.Clear();
        claims.Clear();
        var before = later;
        later = new();
        while (before.TryDequeue(out var pending))
            Add(pending);

        // As many may be put off as would make another full group: a burst on one stream stays in the queue, whose length is bounded.
        while (members.Count < largest && later.Count < largest && queue is not null && queue.TryTake(out var pending))
            Add(pending!);

        // All writers go through shared rows in one order, those of read models too.
        members.Sort(static (one, other) => string.CompareOrdinal(one.Request.Stream.Key.Value, other.Request.Stream.Key.Value));
    }

    private void Add(PendingAppend pending)
    {
        var append = pending.Request;
        if (members.Count == largest || streams.Contains(append.Stream.Key) || Touched(append).Any(claims.Contains))
        {
            later.Enqueue(pending);
            return;
        }

        members.Add(pending);
        streams.Add(append.Stream.Key);
        foreach (var claim in Touched(append))
            claims.Add(claim);
    }

    private static IEnumerable<(TenantId, Claim)> Touched(Append append) =>
        append.Claims.Concat(append.Releases).Select(claim => (append.Stream.Tenant, claim));
}
