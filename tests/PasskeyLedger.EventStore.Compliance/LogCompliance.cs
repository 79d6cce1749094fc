namespace PasskeyLedger.EventStore.Compliance;

/// <summary>What an implementation of <see cref="IEventStore"/> promises of the log. Derive from it, and pass how to make a host.</summary>
public abstract class LogCompliance(Func<Task<EventStoreHost>> host)
{
    [Fact]
    public async Task the_log_holds_the_events_of_all_streams_and_tenants_in_the_order_of_their_positions()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event("first"), Event("second"));
        await store.AppendAsync(Stream("s", "pool_b"), ExpectedVersion.NoStream, Event("third"));
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(2), Event("fourth"));

        var log = await store.ReadLogAsync(0, 100, Cancellation);

        log.Select(item => item.Type).ShouldBe(["first", "second", "third", "fourth"]);
        log.Select(item => item.Stream).ShouldBe([Stream("s"), Stream("s"), Stream("s", "pool_b"), Stream("s")]);
        log.Select(item => item.Version).ShouldBe([1, 2, 1, 3]);
        log.Select(item => item.Position).ShouldBeInOrder();
        log.ShouldBeEquivalentToStream(await store.ReadAsync(Stream("s")));
    }

    [Fact]
    public async Task the_log_is_read_on_from_the_last_position_a_part_at_a_time()
    {
        await using var events = await host();
        var store = events.Open();
        for (var number = 0; number < 7; number++)
            await store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream);

        List<int> counts = [];
        List<string> streams = [];
        var position = 0L;
        while (await store.ReadLogAsync(position, 3, Cancellation) is [.., var last] part)
        {
            counts.Add(part.Count);
            streams.AddRange(part.Select(item => item.Stream.Key.Value));
            position = last.Position;
        }

        counts.ShouldBe([3, 3, 1]);
        streams.ShouldBe(["0", "1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    public async Task an_empty_log_reads_as_empty()
    {
        await using var events = await host();

        (await events.Open().ReadLogAsync(0, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task appends_that_were_refused_do_not_end_the_log()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        for (var number = 0; number < 5; number++)
        {
            (await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream)).ShouldBeOfType<AppendOutcome.VersionConflict>();
            await Should.ThrowAsync<Exception>(() => store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, Event(data: "not JSON")));
        }

        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1));

        // What was refused may leave a gap, which is settled once what runs on the same server has ended.
        IReadOnlyList<StoredEvent> log;
        while ((log = await store.ReadLogAsync(0, 10, Cancellation)).Count < 2)
            await Task.Delay(10, Cancellation);
        log.Select(item => item.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task a_position_below_zero_or_a_part_of_nothing_is_refused()
    {
        await using var events = await host();
        var store = events.Open();

        await Should.ThrowAsync<ArgumentException>(() => store.ReadLogAsync(-1, 10, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => store.ReadLogAsync(0, 0, Cancellation));
    }
}

/// <summary>Compares what the log and a stream tell of the same events.</summary>
internal static class LogComparison
{
    public static void ShouldBeEquivalentToStream(this IEnumerable<StoredEvent> log, StreamSlice stream)
    {
        var own = log.Where(item => item.Stream == stream.Events[0].Stream);
        own.Select(Told).ShouldBe(stream.Events.Select(Told));

        static (Guid, long, long, string, string, DateTimeOffset) Told(StoredEvent item) =>
            (item.Id, item.Position, item.Version, item.Type, System.Text.Encoding.UTF8.GetString(item.Data.Span), item.Timestamp);
    }
}
