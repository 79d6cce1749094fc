using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class RebuildTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_projection_is_rebuilt_while_appends_go_on_and_comes_out_as_the_events_say(bool isInline)
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        var projection = isInline ? Headcount.Inline : Headcount.Projection;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var number = 0; number < 200; number++)
            await MoveAsync();
        using var stop = new CancellationTokenSource();
        var projecting = isInline ? Task.CompletedTask : store.ProjectAsync(projection, interrupted: null, stop.Token);
        using var enough = new CancellationTokenSource();
        var appending = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
                await MoveAsync();
        }));

        // What an earlier fault left behind is gone after a rebuild; what is appended meanwhile is not.
        await database.ScalarAsync("INSERT INTO headcount SELECT 'ghost ' || g, 'nowhere' FROM generate_series(1, 10) g");
        for (var round = 0; round < 5; round++)
            (await new ProjectionRebuild(database.DataSource, projection).RunAsync(progress: null, Cancellation)).ShouldBeOfType<RebuildOutcome.Swapped>();
        await enough.CancelAsync();
        await appending;
        if (!isInline)
            await database.UntilAsync("last_seq_id = (SELECT max(seq_id) FROM mt_events) FROM mt_event_progression WHERE name = 'headcount'");

        (await Headcount.ReadAsync(database)).ShouldBe(await Headcount.ExpectedAsync(database), $"seed {seed}");
        await stop.CancelAsync();
        if (!isInline)
            await Should.ThrowAsync<OperationCanceledException>(() => projecting);

        Task MoveAsync()
        {
            int person, room;
            lock (random)
                (person, room) = (random.Next(40), random.Next(5));
            return store.AppendAsync(Headcount.Move($"person {person}", room == 0 ? null : $"room {room}", isInline), Cancellation);
        }
    }

    [Fact]
    public async Task after_the_swap_the_table_is_as_the_migration_made_it_and_as_usable_for_others()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Headcount.Move("alice", "hall"), Cancellation);
        var role = $"reader_{Guid.NewGuid():N}";
        await database.ScalarAsync($"CREATE ROLE {role}");
        await database.ScalarAsync($"GRANT SELECT, INSERT ON headcount TO {role}; GRANT SELECT ON headcount TO PUBLIC");
        const string Shape = """
            SELECT indexdef FROM pg_indexes WHERE tablename = 'headcount'
            UNION ALL SELECT conname FROM pg_constraint WHERE conrelid = 'headcount'::regclass
            UNION ALL SELECT grantee || ' ' || privilege_type FROM information_schema.role_table_grants WHERE table_name = 'headcount' ORDER BY 1
            """;
        var before = await database.LinesAsync(Shape);

        await new ProjectionRebuild(database.DataSource, Headcount.Projection).RunAsync(progress: null, Cancellation);

        (await database.LinesAsync(Shape)).ShouldBe(before);
        before.ShouldContain($"{role} INSERT");
        (await database.LinesAsync("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild%'")).ShouldBeEmpty();
        (await database.LinesAsync("SELECT name, last_seq_id = (SELECT max(seq_id) FROM mt_events) FROM mt_event_progression")).ShouldBe(["headcount|True"]);
        await database.ScalarAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task an_interrupted_rebuild_goes_on_where_it_stopped_and_one_of_another_version_begins_anew()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        for (var number = 0; number < 5; number++)
            await store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, 500).Select(_ => Event("entered", """{"room":"hall"}"""))]);

        (await InterruptedAsync(version: 1)).ShouldBe(1000);
        (await InterruptedAsync(version: 2)).ShouldBe(1000, "another version begins anew");
        var projected = 0;
        List<LogProgress> told = [];
        var outcome = await new ProjectionRebuild(database.DataSource, Counting(2, _ => projected++)).RunAsync(new Told(told.Add), Cancellation);

        projected.ShouldBe(1500, "the first 1000 are there already");
        var last = told[^1].Position;
        outcome.ShouldBe(new RebuildOutcome.Swapped(last));
        told.Select(progress => progress.Position).ShouldBeInOrder();
        told.ShouldAllBe(progress => progress.Head == last);
        (await Headcount.ReadAsync(database)).ShouldBe(["0|hall", "1|hall", "2|hall", "3|hall", "4|hall"]);

        async Task<int> InterruptedAsync(int version)
        {
            using var stop = new CancellationTokenSource();
            var count = 0;
            var rebuild = new ProjectionRebuild(database.DataSource, Counting(version, _ => count++));
            await Should.ThrowAsync<OperationCanceledException>(() => rebuild.RunAsync(new Told(_ => stop.Cancel()), stop.Token));
            return count;
        }
    }

    [Fact]
    public async Task events_pass_through_what_opens_them_in_the_rebuilds_own_transaction_before_they_are_projected()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await database.ScalarAsync("CREATE TABLE rooms (sealed text, room text)");
        await database.ScalarAsync("INSERT INTO rooms VALUES ('x', 'hall'), ('y', 'garden')");
        await store.AppendAsync(Headcount.Move("alice", "x"), Cancellation);
        await store.AppendAsync(Headcount.Move("bob", "y"), Cancellation);

        var rebuild = new ProjectionRebuild(database.DataSource, Headcount.Projection, async (connection, events, cancellation) =>
        {
            List<StoredEvent> opened = [];
            foreach (var item in events)
            {
                await using var find = new Npgsql.NpgsqlCommand("SELECT jsonb_build_object('room', room)::text FROM rooms WHERE sealed = $1::jsonb ->> 'room'", connection)
                {
                    Parameters = { new() { Value = System.Text.Encoding.UTF8.GetString(item.Data.Span) } },
                };
                opened.Add(item with { Data = System.Text.Encoding.UTF8.GetBytes((string)(await find.ExecuteScalarAsync(cancellation))!) });
            }

            return opened;
        });
        (await rebuild.RunAsync(progress: null, Cancellation)).ShouldBeOfType<RebuildOutcome.Swapped>();

        (await Headcount.ReadAsync(database)).ShouldBe(["alice|hall", "bob|garden"]);
    }

    [Fact]
    public async Task a_projection_is_rebuilt_by_one_at_a_time_and_a_reader_only_delays_the_swap()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Headcount.Move("alice", "hall"), Cancellation);
        await using var reader = await database.DataSource.OpenConnectionAsync(Cancellation);
        var reading = await reader.BeginTransactionAsync(Cancellation);
        await using (var read = new Npgsql.NpgsqlCommand("SELECT count(*) FROM headcount", reader))
            (await read.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
        var first = new ProjectionRebuild(database.DataSource, Headcount.Projection).RunAsync(progress: null, Cancellation);
        await database.UntilWaitingAsync();

        (await new ProjectionRebuild(database.DataSource, Headcount.Projection).RunAsync(progress: null, Cancellation)).ShouldBe(new RebuildOutcome.AlreadyRunning());
        first.IsCompleted.ShouldBeFalse();
        await reading.RollbackAsync(Cancellation);

        (await first).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await Headcount.ReadAsync(database)).ShouldBe(["alice|hall"]);
    }

    [Fact]
    public void names_that_would_need_quotes_are_refused() =>
        Should.Throw<ArgumentException>(() => new ProjectionRebuild(null!, Headcount.Projection with { Tables = ["x; DROP TABLE mt_events"] }));

    private static Projection Counting(int version, Action<StoredEvent> told) => Headcount.Projection with
    {
        Version = version,
        Project = item =>
        {
            told(item);
            return Headcount.Projection.Project(item);
        },
    };

    private sealed class Told(Action<LogProgress> report) : IProgress<LogProgress>
    {
        public void Report(LogProgress value) => report(value);
    }

    [Fact]
    public async Task a_rebuild_that_nobody_is_at_work_on_can_be_given_up_and_one_that_somebody_is_goes_on()
    {
        await using var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Headcount.Move("alice", "hall"), Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var underWay = new TaskCompletionSource();
        var rebuilding = new ProjectionRebuild(database.DataSource, Headcount.Projection, async (_, events, cancellation) =>
        {
            underWay.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return events;
        }).RunAsync(progress: null, stop.Token);
        await underWay.Task;
        const string Schemas = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild%'";

        (await LeftRebuilds.GiveUpAsync(database.DataSource, Cancellation)).ShouldBe(["headcount"]);
        (await database.LinesAsync(Schemas)).ShouldBe(["rebuild_headcount"]);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => rebuilding);
        await database.ScalarAsync("INSERT INTO mt_event_progression (name, last_seq_id) VALUES ('headcount/rebuild/9', 1)");
        (await LeftRebuilds.GiveUpAsync(database.DataSource, Cancellation)).ShouldBeEmpty();
        (await database.LinesAsync(Schemas)).ShouldBeEmpty();
        (await database.LinesAsync("SELECT name FROM mt_event_progression WHERE name LIKE '%rebuild%'")).ShouldBeEmpty();
    }
}
