using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace PasskeyLedger.EventStore.Compliance;

/// <summary>What an implementation of <see cref="IEventStore"/> promises of subscriptions. Derive from it, and pass how to make a host.</summary>
public abstract class SubscriptionCompliance(Func<Task<EventStoreHost>> host)
{
    [Fact]
    public async Task a_subscriber_is_handed_what_is_there_and_then_what_comes()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("before"), ExpectedVersion.NoStream, Event("first"), Event("second"));
        await using var follower = Follower.Start(store, "name");
        await follower.UntilAsync(2);

        await store.AppendAsync(Stream("after"), ExpectedVersion.NoStream, Event("third"));
        await follower.UntilAsync(3);

        follower.Seen.Select(item => item.Type).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public async Task a_subscriber_is_handed_events_as_a_read_has_them()
    {
        await using var events = await host();
        var store = events.Open();
        await using var follower = Follower.Start(store, "name");
        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        await follower.UntilAsync(1);
        var local = Event(data: """{"zeta":1.50,"a":"\u00e9","inner":{"b":[],"a":null}}""", at: new(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)));
        await store.AppendAsync(
            Stream("s"),
            ExpectedVersion.NoStream,
            local with { Timestamp = local.Timestamp.AddTicks(19), Headers = """{"b":1,"a":2}"""u8.ToArray(), CorrelationId = "correlation", CausationId = "cause", UserName = "user" },
            Event(at: new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero).AddTicks(19)));

        await follower.UntilAsync(3);

        var read = await store.ReadLogAsync(0, 10, Cancellation);
        follower.Seen.Select(WithoutJson).ShouldBe(read.Select(WithoutJson));
        foreach (var (seen, stored) in follower.Seen.Zip(read))
        {
            JsonElement.DeepEquals(Json(seen.Data), Json(stored.Data)).ShouldBeTrue($"{seen.Position}");
            seen.Headers.IsEmpty.ShouldBe(stored.Headers.IsEmpty);
            if (!seen.Headers.IsEmpty)
                JsonElement.DeepEquals(Json(seen.Headers), Json(stored.Headers)).ShouldBeTrue($"{seen.Position}");
        }

        static StoredEvent WithoutJson(StoredEvent one) => one with { Data = default, Headers = default };

        static JsonElement Json(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json).RootElement;
    }

    [Fact]
    public async Task what_another_node_appends_reaches_a_subscriber()
    {
        await using var events = await host();
        await using var follower = Follower.Start(events.Open(), "name");

        await events.Open().AppendAsync(Stream("s"), ExpectedVersion.NoStream);

        await follower.UntilAsync(1);
    }

    [Fact]
    public async Task a_subscription_goes_on_where_it_stopped()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.Any, Event("first"));
        await using (var before = Follower.Start(store, "name"))
            await before.UntilAsync(1);
        await store.AppendAsync(Stream("s"), ExpectedVersion.Any, Event("second"));

        await using var after = Follower.Start(store, "name");
        await after.UntilAsync(1);

        after.Seen.ShouldHaveSingleItem().Type.ShouldBe("second");
    }

    [Fact]
    public async Task subscriptions_of_different_names_do_not_disturb_each_other()
    {
        await using var events = await host();
        var store = events.Open();
        await using var one = Follower.Start(store, "one");
        await using var other = Follower.Start(store, "other");

        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);

        await one.UntilAsync(1);
        await other.UntilAsync(1);
    }

    [Fact]
    public async Task batches_are_no_larger_than_asked_for()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, 7).Select(_ => Event())]);
        List<int> sizes = [];
        await using var follower = Follower.Start(store, "name", largestBatch: 3, handle: batch =>
        {
            sizes.Add(batch.Events.Count);
            return Task.CompletedTask;
        });

        await follower.UntilAsync(7);

        sizes.ShouldBe([3, 3, 1]);
    }

    [Fact]
    public async Task a_handler_that_fails_ends_the_subscription_and_what_it_did_is_undone()
    {
        await using var events = await host();
        var store = events.Open();
        await events.ScalarAsync("CREATE TABLE effects (position bigint)");
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event("first"), Event("second"));
        await using var failing = Follower.Start(store, "name", handle: async batch =>
        {
            await InsertAsync(batch);
            throw new NotSupportedException("no such event");
        });

        (await Should.ThrowAsync<NotSupportedException>(() => failing.Ended)).Message.ShouldBe("no such event");
        (await events.ScalarAsync("SELECT count(*) FROM effects")).ShouldBe(0L);

        await using (var working = Follower.Start(store, "name", handle: InsertAsync))
            await working.UntilAsync(2);
        (await events.ScalarAsync("SELECT count(DISTINCT position) FROM effects")).ShouldBe(2L);
    }

    [Fact]
    public async Task of_the_nodes_one_is_active_and_another_takes_over_when_it_ends()
    {
        await using var events = await host();
        var (here, there) = (events.Open(), events.Open());
        await using var waiting = Follower.Start(there, "name", start: false);
        await using (var active = Follower.Start(here, "name"))
        {
            await here.AppendAsync(Stream("s"), ExpectedVersion.Any, Event("first"));
            await active.UntilAsync(1);
            waiting.Start();
            await here.AppendAsync(Stream("s"), ExpectedVersion.Any, Event("second"));
            await active.UntilAsync(2);
        }

        await here.AppendAsync(Stream("s"), ExpectedVersion.Any, Event("third"));
        await waiting.UntilAsync(1);

        waiting.Seen.ShouldHaveSingleItem().Type.ShouldBe("third");
    }

    [Fact]
    public async Task a_batch_may_end_early_and_what_follows_comes_again()
    {
        await using var events = await host();
        var store = events.Open();
        await events.ScalarAsync("CREATE TABLE effects (position bigint)");
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, 5).Select(number => Event($"event_{number}"))]);
        List<string> handed = [];
        await using (var follower = Follower.Start(store, "name", handle: HandleAsync))
            await follower.UntilAsync(11);

        handed.ShouldBe(["0 1 2 3 4", "2 3 4", "2 3 4"]);
        (await events.ScalarAsync("SELECT count(*) FROM effects")).ShouldBe(8L, "of the batches that were kept in part or in full, and not of the one that was undone");
        (await events.ScalarAsync("SELECT last_seq_id = (SELECT max(seq_id) FROM mt_events) FROM mt_event_progression WHERE name = 'name'")).ShouldBe(true);

        async Task HandleAsync(EventBatch batch)
        {
            handed.Add(string.Join(' ', batch.Events.Select(item => item.Type[^1])));
            await InsertAsync(batch);

            // A copy, as one who changes the events on their way makes it.
            (batch with { Events = [.. batch.Events] }).EndAfter(handed.Count switch { 1 => 2, 2 => 0, _ => batch.Events.Count });
        }
    }

    [Fact]
    public async Task a_subscriber_that_is_not_ready_waits_in_no_transaction_and_keeps_its_name()
    {
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        var (asked, ready, handled) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var ended = store.SubscribeAsync(
            new()
            {
                Name = "name",
                Ready = cancellationToken =>
                {
                    asked.TrySetResult();
                    return ready.Task.WaitAsync(cancellationToken);
                },
                Handle = (_, _) =>
                {
                    handled.TrySetResult();
                    return Task.CompletedTask;
                },
            },
            stop.Token);
        await asked.Task.WaitAsync(Cancellation);
        await using var other = Follower.Start(events.Open(), "name");

        (await events.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'")).ShouldBe(0L);
        handled.Task.IsCompleted.ShouldBeFalse();
        ready.SetResult();
        await handled.Task.WaitAsync(Cancellation);
        other.Seen.ShouldBeEmpty();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => ended);
    }

    private static async Task InsertAsync(EventBatch batch)
    {
        foreach (var item in batch.Events)
        {
            var position = item.Position.ToString(CultureInfo.InvariantCulture);
            await using var command = new NpgsqlCommand($"INSERT INTO effects VALUES ({position})", batch.Connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}
