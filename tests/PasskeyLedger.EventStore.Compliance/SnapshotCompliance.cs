using System.Text;

namespace PasskeyLedger.EventStore.Compliance;

/// <summary>Snapshots: they save reading events, and change nothing that is read.</summary>
/// <inheritdoc cref="AppendCompliance" path="/param"/>
public abstract class SnapshotCompliance(Func<Task<EventStoreHost>> host)
{
    private static readonly ReadRange FromSnapshot = new() { SnapshotSchema = "sum/1" };

    [Fact]
    public async Task a_read_begins_with_the_snapshot_it_asks_for_and_goes_on_with_the_events_after_it()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 5);

        await KeepAsync(store, new(3, "sum/1", Bytes("three")));

        var slice = await store.ReadAsync(Stream("s"), FromSnapshot);
        slice.StreamVersion.ShouldBe(5);
        slice.Snapshot.ShouldNotBeNull().Version.ShouldBe(3);
        Encoding.UTF8.GetString(slice.Snapshot.State.Span).ShouldBe("three");
        slice.Events.Select(item => item.Version).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task a_snapshot_of_the_whole_stream_leaves_no_events_to_read()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 2);

        await KeepAsync(store, new(2, "sum/1", Bytes("all")));

        var slice = await store.ReadAsync(Stream("s"), FromSnapshot);
        (slice.StreamVersion, slice.Snapshot?.Version, slice.Events.Count).ShouldBe((2, 2, 0));
    }

    [Fact]
    public async Task who_asks_for_none_or_for_another_schema_reads_the_events()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 3);
        await KeepAsync(store, new(2, "sum/1", Bytes("two")));

        foreach (var range in new[] { ReadRange.All, FromSnapshot with { SnapshotSchema = "sum/2" } })
        {
            var slice = await store.ReadAsync(Stream("s"), range);
            slice.Snapshot.ShouldBeNull();
            slice.Events.Select(item => item.Version).ShouldBe([1, 2, 3]);
        }
    }

    [Theory]
    [InlineData(0, 3, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, null, false)]
    [InlineData(3, null, false)]
    [InlineData(0, 1, false)]
    public async Task a_snapshot_outside_the_range_has_no_part_in_it(long after, int? until, bool isInside)
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 4);
        await KeepAsync(store, new(2, "sum/1", Bytes("two")));

        var slice = await store.ReadAsync(Stream("s"), new ReadRange(after, until) { SnapshotSchema = "sum/1" });

        slice.Snapshot?.Version.ShouldBe(2);
        (slice.Snapshot is not null).ShouldBe(isInside);
        var first = isInside ? 3 : after + 1;
        slice.Events.Select(item => item.Version).ShouldBe(Enumerable.Range(1, until ?? 4).Select(version => (long)version).Where(version => version >= first));
    }

    [Fact]
    public async Task of_two_snapshots_the_later_one_stays_and_another_schema_takes_their_place()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 9);

        await KeepAsync(store, new(6, "sum/1", Bytes("six")));
        store.OfferSnapshot(Stream("s"), new(4, "sum/1", Bytes("four")));
        await KeepAsync(store, new(8, "sum/1", Bytes("eight")));
        store.OfferSnapshot(Stream("s"), new(7, "sum/1", Bytes("seven")));
        await KeepAsync(store, new(2, "sum/2", Bytes("two")));

        (await store.ReadAsync(Stream("s"), FromSnapshot)).Snapshot.ShouldBeNull();
    }

    [Fact]
    public async Task one_of_events_that_are_not_there_never_stands_for_those_that_come()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 3);

        // As of a server that was lost with the last of its commits. Of two of one schema the later one would stay.
        store.OfferSnapshot(Stream("s"), new(5, "sum/1", Bytes("lost")));
        await KeepAsync(store, new(2, "sum/1", Bytes("two"))).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(3), Event(), Event(), Event());

        (await store.ReadAsync(Stream("s"), FromSnapshot)).Events.Select(item => item.Version).ShouldBe([3, 4, 5, 6]);
    }

    [Fact]
    public async Task streams_of_different_tenants_have_their_own()
    {
        await using var events = await host();
        var store = await StoreOfAsync(events, count: 2);
        await store.AppendAsync(Stream("s", tenant: "pool_b"), ExpectedVersion.NoStream, Event(), Event());
        await KeepAsync(store, new(2, "sum/1", Bytes("two")));

        (await store.ReadAsync(Stream("s", tenant: "pool_b"), FromSnapshot)).Snapshot.ShouldBeNull();
    }

    [Fact]
    public async Task one_cannot_be_asked_for_up_to_a_time()
    {
        await using var events = await host();

        await Should.ThrowAsync<ArgumentException>(async () => await events.Open().ReadAsync(Stream("s"), FromSnapshot with { UntilTime = Noon }));
    }

    private static async Task<IEventStore> StoreOfAsync(EventStoreHost events, int count)
    {
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, count).Select(_ => Event())]);
        return store;
    }

    /// <summary>Offers a snapshot, again where it was dropped, until it is there.</summary>
    private static async Task KeepAsync(IEventStore store, StreamSnapshot snapshot)
    {
        do
        {
            store.OfferSnapshot(Stream("s"), snapshot);
            await Task.Delay(20, Cancellation);
        }
        while ((await store.ReadAsync(Stream("s"), new ReadRange { SnapshotSchema = snapshot.Schema })).Snapshot?.Version != snapshot.Version);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
