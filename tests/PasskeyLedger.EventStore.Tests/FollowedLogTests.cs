using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>What those who follow the log share, and what each of them keeps to itself.</summary>
public sealed class FollowedLogTests(PostgresFixture postgres)
{
    [Fact]
    public async Task what_one_follower_has_read_another_of_the_node_need_not_read_again()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var mayGoOn = new TaskCompletionSource();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await using var slow = Follower.Start(store, "slow", _ => mayGoOn.Task, largestBatch: 1);
        await using var quick = Follower.Start(store, "quick");
        await quick.UntilAsync(1);
        await UntilHandlingAsync(database);
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1), Event(), Event(), Event());
        await quick.UntilAsync(4);

        // Not there any more for who would look.
        await database.ScalarAsync("DELETE FROM mt_events");
        mayGoOn.SetResult();
        await slow.UntilAsync(4);

        slow.Seen.Select(item => (item.Position, item.Version)).ShouldBe(quick.Seen.Select(item => (item.Position, item.Version)));
    }

    [Fact]
    public async Task what_the_node_has_appended_itself_need_not_be_read()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var mayGoOn = new TaskCompletionSource();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await using var follower = Follower.Start(store, "name", _ => mayGoOn.Task);
        await UntilHandlingAsync(database);
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1), Event(), Event());
        await store.AppendAsync(Stream("t"), ExpectedVersion.NoStream);

        // Not there any more for who would look.
        await database.ScalarAsync("DELETE FROM mt_events");
        mayGoOn.SetResult();
        await follower.UntilAsync(4);

        follower.Seen.Select(item => (item.Stream.Key.Value, item.Version)).ShouldBe([("s", 1), ("s", 2), ("s", 3), ("t", 1)]);
    }

    [Fact]
    public async Task who_falls_behind_what_the_node_remembers_misses_nothing()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var mayGoOn = new TaskCompletionSource();
        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        await using var follower = Follower.Start(store, "name", _ => mayGoOn.Task, largestBatch: 5);
        await UntilHandlingAsync(database);
        var megabyte = $$"""{"a":"{{new string('a', 1 << 20)}}"}""";
        foreach (var number in Enumerable.Range(0, 40))
            await store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, Event(data: megabyte));

        mayGoOn.SetResult();
        await follower.UntilAsync(41);

        follower.Seen.Select(item => $"{item.Position}").ShouldBe(await database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id"));
    }

    [Fact]
    public async Task what_two_nodes_append_by_turns_is_followed_in_the_order_of_its_positions()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var here = new NpgsqlEventStore(database.DataSource);
        await using var there = new NpgsqlEventStore(database.DataSource);
        await using var follower = Follower.Start(here, "name", largestBatch: 9);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number =>
            (number % 3 == 0 ? there : here).AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, Event(), Event())));

        await follower.UntilAsync(600);

        follower.Seen.Select(item => $"{item.Position}").ShouldBe(await database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id"));
    }

    [Fact]
    public async Task who_is_far_behind_reads_what_nobody_has_read_lately()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await using (var early = Follower.Start(store, "early", largestBatch: 7))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(number => store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, Event(), Event())));
            await early.UntilAsync(100);
        }

        await using var behind = Follower.Start(store, "behind", largestBatch: 7);
        await using var again = Follower.Start(store, "early", largestBatch: 3);
        await store.AppendAsync(Stream("last"), ExpectedVersion.NoStream);
        await behind.UntilAsync(101);
        await again.UntilAsync(1);

        behind.Seen.Select(item => $"{item.Position}").ShouldBe(await database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id"));
        again.Seen.ShouldHaveSingleItem().Stream.ShouldBe(Stream("last"));
    }

    [Fact]
    public async Task a_batch_commits_to_disk_unless_its_subscription_can_do_without()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);

        (await SynchronousCommitAsync(store, "careful", commitsLazily: false)).ShouldBe("on");
        (await SynchronousCommitAsync(store, "lazy", commitsLazily: true)).ShouldBe("off");
        (await SynchronousCommitAsync(store, "careful again", commitsLazily: false)).ShouldBe("on", "a pooled connection keeps nothing of it");
    }

    // A batch is being handled, and so has been read.
    private static Task UntilHandlingAsync(PostgresDatabase database) => database.UntilAsync(
        "count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'");

    private static async Task<string> SynchronousCommitAsync(NpgsqlEventStore store, string name, bool commitsLazily)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var shown = new TaskCompletionSource<string>();
        var subscription = store.SubscribeAsync(
            new()
            {
                Name = name,
                CommitsLazily = commitsLazily,
                Handle = async (batch, cancellation) =>
                {
                    await using var command = new NpgsqlCommand("SHOW synchronous_commit", batch.Connection);
                    shown.TrySetResult((string)(await command.ExecuteScalarAsync(cancellation))!);
                },
            },
            stop.Token);
        var value = await shown.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => subscription);
        return value;
    }
}
