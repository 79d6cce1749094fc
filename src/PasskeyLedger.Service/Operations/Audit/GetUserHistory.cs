using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Gives a user's events and the state that they fold to, as of a moment.</summary>
internal sealed class GetUserHistory(RecordedRead reads, IEventStore store)
{
    private const int LargestRead = 500;

    public Task<GetUserHistoryResponse> HandleAsync(GetUserHistoryRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        if (request is { AsOfTime: not null, AsOfPosition: not null })
            throw AuditExceptions.AsOf();
        var after = request.NextToken is null ? [0, long.MaxValue]
            : PageToken.Parse(request.NextToken, 2) ?? throw AuditExceptions.NextToken();
        return reads.ExecuteAsync(
            nameof(GetUserHistory),
            request.AccessToken,
            request.ToJson(),
            origin,
            () => ReadAsync(request, afterVersion: after[0], untilVersion: after[1], cancellationToken),
            cancellationToken);
    }

    /// <param name="afterVersion">The version that the page before ended with.</param>
    /// <param name="untilVersion">The version that the first page was folded to, so that all pages tell of one state.</param>
    private async Task<ReadAnswer<GetUserHistoryResponse>?> ReadAsync(
        GetUserHistoryRequest request, long afterVersion, long untilVersion, CancellationToken cancellationToken)
    {
        var stream = LedgerStreams.User(request.Pool, request.User);
        var page = new HistoryPage(afterVersion, request.MaxResults ?? AuditPages.DefaultSize);
        var state = UserPasskeys.None;
        StoredEvent? last = null;
        while (true)
        {
            var reached = last?.Version ?? 0;
            var range = new ReadRange(reached, Math.Min(untilVersion, reached + LargestRead));
            var slice = await store.ReadStreamAsync(stream, range, cancellationToken);
            if (slice.StreamVersion == 0)
                return null;

            foreach (var stored in slice.Events)
            {
                if (stored.Timestamp > request.AsOfTime || stored.Position > request.AsOfPosition)
                    return Answer(page, state, last);
                state = UserLedger.Evolve(state, stored);
                last = stored;
                page.Take(stored);
            }

            if (slice.Events.Count < LargestRead)
                return Answer(page, state, last);
        }
    }

    private static ReadAnswer<GetUserHistoryResponse> Answer(HistoryPage page, UserPasskeys state, StoredEvent? last) => new(
        new()
        {
            Events = page.Events,
            State = UserStates.Of(state, last),
            NextToken = page.LastVersion < last?.Version ? PageToken.Of(page.LastVersion, last.Version) : null,
        },
        page.Events.Count);

    /// <summary>The events of a stream behind a version, up to what a page holds.</summary>
    private sealed class HistoryPage(long afterVersion, int count)
    {
        private readonly List<AuditEvent> events = [];
        private long size;
        private bool isFull;

        public IReadOnlyList<AuditEvent> Events => events;

        public long LastVersion { get; private set; } = afterVersion;

        public void Take(StoredEvent stored)
        {
            if (isFull || stored.Version <= LastVersion)
                return;
            size += stored.Data.Length;
            isFull = events.Count == count || (size > AuditPages.LargestData && events.Count > 0);
            if (isFull)
                return;
            events.Add(AuditEvents.Of(stored));
            LastVersion = stored.Version;
        }
    }
}
