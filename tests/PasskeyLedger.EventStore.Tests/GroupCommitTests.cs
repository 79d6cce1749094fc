using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class GroupCommitTests(PostgresFixture postgres)
{
    private static readonly ExpectedVersion NoStream = ExpectedVersion.NoStream;

    [Fact]
    public async Task appends_that_wait_together_leave_in_one_transaction_and_a_conflict_fails_only_itself()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        await store.AppendAsync(Stream("old"), NoStream);
        await store.AppendAsync(Stream("blocked"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("blocked"));
        var blocked = store.AppendAsync(Stream("blocked"), ExpectedVersion.Exactly(1));
        await database.UntilWaitingAsync();

        var waiting = Enumerable.Range(0, 20).Select(number => store.AppendAsync(Stream($"new {number}"), NoStream, Event(), Event())).ToArray();
        var stale = store.AppendAsync(Stream("old"), NoStream);
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        (await blocked).ShouldBeOfType<AppendOutcome.Committed>();
        (await stale).ShouldBe(new AppendOutcome.VersionConflict(1));
        (await Task.WhenAll(waiting)).ShouldAllBe(outcome => ((AppendOutcome.Committed)outcome).Version == 2);
        (await database.LinesAsync("SELECT count(*), count(DISTINCT xmin::text) FROM mt_events WHERE stream_id LIKE 'new %'")).ShouldBe(["40|1"]);
    }

    [Fact]
    public async Task each_append_of_a_group_is_told_what_became_of_it()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        foreach (var stream in new[] { "any", "blocked", "exact", "stale" })
            await store.AppendAsync(Stream(stream), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("blocked"));
        var blocked = store.AppendAsync(Stream("blocked"), ExpectedVersion.Exactly(1));
        await database.UntilWaitingAsync();

        var fresh = store.AppendAsync(Stream("fresh"), NoStream, Event(), Event(), Event());
        var absent = store.AppendAsync(Stream("absent"), ExpectedVersion.Exactly(5), Event());
        var any = store.AppendAsync(Stream("any"), ExpectedVersion.Any, Event(), Event());
        var anyNew = store.AppendAsync(Stream("any new"), ExpectedVersion.Any, Event(), Event());
        var stale = store.AppendAsync(Stream("stale"), ExpectedVersion.Exactly(3), Event(), Event());
        var exact = store.AppendAsync(Stream("exact"), ExpectedVersion.Exactly(1), Event(), Event());
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        await blocked;

        (await absent).ShouldBe(new AppendOutcome.VersionConflict(null));
        (await stale).ShouldBe(new AppendOutcome.VersionConflict(1));
        string[] told =
        [
            .. new[] { ("any", await any), ("any new", await anyNew), ("exact", await exact), ("fresh", await fresh) }
                .Select(one => (one.Item1, Outcome: (AppendOutcome.Committed)one.Item2))
                .Select(one => $"{one.Item1}|{one.Outcome.Version}|{one.Outcome.Version}|{one.Outcome.Position}"),
        ];
        (await database.LinesAsync("""
            SELECT s.id, s.version, count(*), max(e.seq_id) FROM mt_streams s JOIN mt_events e ON e.stream_id = s.id
            WHERE s.id IN ('any', 'any new', 'exact', 'fresh') GROUP BY s.id, s.version ORDER BY s.id
            """)).ShouldBe(told);
        (await database.LinesAsync("SELECT version FROM mt_events WHERE stream_id = 'fresh' ORDER BY seq_id")).ShouldBe(["1", "2", "3"]);
        (await database.LinesAsync("SELECT id, type, version FROM mt_streams WHERE id IN ('absent', 'stale')")).ShouldBe(["stale|example|1"]);
    }

    [Fact]
    public async Task appends_to_one_stream_that_wait_together_follow_each_other()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1, LargestGroup = 4 });
        await store.AppendAsync(Stream("s"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));

        var appends = Enumerable.Range(0, 30).Select(_ => store.AppendAsync(Stream("s"), ExpectedVersion.Any)).ToArray();
        await database.UntilWaitingAsync();
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        var versions = (await Task.WhenAll(appends)).Cast<AppendOutcome.Committed>().Select(outcome => outcome.Version);
        versions.Order().ShouldBe(Enumerable.Range(2, 30).Select(version => (long)version));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task a_group_that_waits_for_a_row_does_not_keep_others_waiting(int count)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 2 });
        await store.AppendAsync(Stream("s"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));
        var blocked = store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1));
        await database.UntilWaitingAsync();

        var others = Enumerable.Range(0, count).Select(number => store.AppendAsync(Stream($"{number}"), NoStream)).ToArray();

        (await Task.WhenAll(others)).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
        blocked.IsCompleted.ShouldBeFalse();
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        (await blocked).ShouldBeOfType<AppendOutcome.Committed>();
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(2))).ShouldBeOfType<AppendOutcome.Committed>();
    }

    [Fact]
    public async Task one_append_more_than_may_wait_is_told_that_the_store_is_busy()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1, LongestQueue = 3 });
        await store.AppendAsync(Stream("s"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));
        var blocked = store.AppendAsync(Stream("s"), ExpectedVersion.Any);
        await database.UntilWaitingAsync();

        var waiting = Enumerable.Range(0, 3).Select(number => store.AppendAsync(Stream($"new {number}"), NoStream)).ToArray();
        await Should.ThrowAsync<EventStoreBusyException>(() => store.AppendAsync(Stream("one more"), NoStream));

        await held.RollbackAsync(TestContext.Current.CancellationToken);
        (await Task.WhenAll([blocked, .. waiting])).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
        (await store.AppendAsync(Stream("one more"), NoStream)).ShouldBeOfType<AppendOutcome.Committed>();
    }

    [Fact]
    public async Task a_caller_who_cancels_is_let_go_while_it_waits_and_told_the_outcome_once_it_is_taken()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        await store.AppendAsync(Stream("s"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));
        using var cancellation = new CancellationTokenSource();
        var taken = store.AppendAsync(Append(Stream("s"), ExpectedVersion.Any), cancellation.Token);
        await database.UntilWaitingAsync();
        var waiting = store.AppendAsync(Append(Stream("withdrawn"), NoStream), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        (await taken).ShouldBe(new AppendOutcome.Committed(2, 2));
        await store.AppendAsync(Stream("after"), NoStream);
        (await store.ReadAsync(Stream("withdrawn"))).StreamVersion.ShouldBe(0);
    }

    [Fact]
    public async Task closing_the_store_writes_what_waits_and_takes_no_more()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var store = new NpgsqlEventStore(database.DataSource);
        var appends = Enumerable.Range(0, 50).Select(number => store.AppendAsync(Stream($"{number}"), NoStream)).ToArray();

        await store.DisposeAsync();

        (await Task.WhenAll(appends)).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
        await Should.ThrowAsync<ObjectDisposedException>(() => store.AppendAsync(Stream("late"), NoStream));
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(50L);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_text_that_utf_8_has_no_form_for_fails_its_own_append_and_no_other_of_the_group(bool isStream)
    {
        var (stream, user) = isStream ? ("\ud800", "said") : ("stream", "\udc00");
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        await store.AppendAsync(Stream("s"), NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));
        var blocked = store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1));
        await database.UntilWaitingAsync();

        var before = store.AppendAsync(Stream("a"), NoStream);
        var bad = store.AppendAsync(Stream(stream), NoStream, Event() with { UserName = user });
        var after = store.AppendAsync(Stream("z"), NoStream);
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        (await Task.WhenAll(blocked, before, after)).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
        (await Should.ThrowAsync<AppendFailedException>(() => bad)).SqlState.ShouldBe("22021");
        (await store.AppendAsync(Stream("later"), NoStream)).ShouldBeOfType<AppendOutcome.Committed>();
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(5L);
    }
}
