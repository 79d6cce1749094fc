using System.Collections.Concurrent;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Tests.Ledger;

/// <summary>A store that notes what is read of streams and what becomes of appends.</summary>
internal sealed class ObservedStore(IEventStore store) : IEventStore
{
    private readonly ConcurrentQueue<(ReadRange Range, StreamSlice Slice)> reads = [];
    private readonly ConcurrentQueue<AppendOutcome> appends = [];

    public IReadOnlyList<(ReadRange Range, StreamSlice Slice)> Reads => [.. reads];

    public IReadOnlyList<AppendOutcome> Appends => [.. appends];

    public int EventsRead => reads.Sum(read => read.Slice.Events.Count);

    public void Forget()
    {
        reads.Clear();
        appends.Clear();
    }

    public async Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        var outcome = await store.AppendAsync(append, cancellationToken);
        appends.Enqueue(outcome);
        return outcome;
    }

    public async Task<StreamSlice> ReadStreamAsync(StreamId stream, ReadRange range, CancellationToken cancellationToken)
    {
        var slice = await store.ReadStreamAsync(stream, range, cancellationToken);
        reads.Enqueue((range, slice));
        return slice;
    }

    public void OfferSnapshot(StreamId stream, StreamSnapshot snapshot) => store.OfferSnapshot(stream, snapshot);

    public Task<IReadOnlyList<StoredEvent>> ReadLogAsync(long afterPosition, int most, CancellationToken cancellationToken) =>
        store.ReadLogAsync(afterPosition, most, cancellationToken);

    public Task SubscribeAsync(Subscription subscription, CancellationToken cancellationToken) => store.SubscribeAsync(subscription, cancellationToken);
}
