using System.Text;
using System.Text.Json;
using PasskeyLedger.Testing;
using static PasskeyLedger.EventStore.Tests.Given;

namespace PasskeyLedger.EventStore.Tests;

public sealed class AppendingTests(PostgresFixture postgres)
{
    [Fact]
    public async Task what_is_appended_is_read_back_as_it_was()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var written = Event("registration_started", """{"b":[1,2.5,null],"a":{"text":"\u00e9\u20ac"}}""", Noon.AddTicks(1230)) with
        {
            Headers = Encoding.UTF8.GetBytes("""{"ip":"::1"}"""), CorrelationId = "request-1", CausationId = "cause-1", UserName = "alice",
        };
        var second = Event("registration_completed", at: new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.FromHours(2)));

        var outcome = await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, written, second);
        var read = await store.ReadAsync(Stream("s"));

        var committed = outcome.ShouldBeOfType<AppendOutcome.Committed>();
        committed.Version.ShouldBe(2);
        read.StreamVersion.ShouldBe(2);
        read.Events.Count.ShouldBe(2);
        var first = read.Events[0];
        first.Id.ShouldBe(written.Id);
        first.Stream.ShouldBe(Stream("s"));
        first.Version.ShouldBe(1);
        first.Type.ShouldBe("registration_started");
        JsonElement.DeepEquals(Json(first.Data), Json(written.Data)).ShouldBeTrue();
        first.Timestamp.ShouldBe(written.Timestamp);
        JsonElement.DeepEquals(Json(first.Headers), Json(written.Headers)).ShouldBeTrue();
        (first.CorrelationId, first.CausationId, first.UserName).ShouldBe(("request-1", "cause-1", "alice"));
        read.Events[1].Version.ShouldBe(2);
        read.Events[1].Position.ShouldBe(committed.Position);
        read.Events[1].Position.ShouldBeGreaterThan(first.Position);
        read.Events[1].Timestamp.ShouldBe(second.Timestamp);
        read.Events[1].Headers.IsEmpty.ShouldBeTrue();
        read.Events[1].UserName.ShouldBeNull();
    }

    [Fact]
    public async Task a_stream_and_its_events_are_stored_as_a_Marten_application_expects_them()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event(at: Noon));
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1), Event(at: Noon.AddHours(1)));

        (await database.LinesAsync("SELECT tenant_id, id, type, version, timestamp AT TIME ZONE 'UTC' = '2026-03-01 13:00', created AT TIME ZONE 'UTC' = '2026-03-01 12:00', is_archived FROM mt_streams"))
            .ShouldBe(["pool_a|s|example|2|True|True|False"]);
        (await database.LinesAsync("SELECT stream_id, version, data::text, bdata, type, tenant_id, mt_dotnet_type, is_archived FROM mt_events ORDER BY seq_id"))
            .ShouldBe([
                """s|1|{"a": 1}||something_happened|pool_a|Example.SomethingHappened, Example|False""",
                """s|2|{"a": 1}||something_happened|pool_a|Example.SomethingHappened, Example|False""",
            ]);
    }

    [Fact]
    public async Task a_stream_that_does_not_exist_reads_as_empty_at_version_0()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        var slice = await store.ReadAsync(Stream("nobody"));

        slice.StreamVersion.ShouldBe(0);
        slice.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_range_is_bounded_by_versions_and_by_time()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, 5).Select(hour => Event(at: Noon.AddHours(hour)))]);

        (await VersionsAsync(new ReadRange(AfterVersion: 3))).ShouldBe([4, 5]);
        (await VersionsAsync(new ReadRange(UntilVersion: 2))).ShouldBe([1, 2]);
        (await VersionsAsync(new ReadRange(UntilTime: Noon.AddHours(2)))).ShouldBe([1, 2, 3]);
        (await VersionsAsync(new ReadRange(1, 4, Noon.AddHours(2)))).ShouldBe([2, 3]);
        (await VersionsAsync(new ReadRange(AfterVersion: 5))).ShouldBe([]);

        async Task<IEnumerable<long>> VersionsAsync(ReadRange range)
        {
            var slice = await store.ReadAsync(Stream("s"), range);
            slice.StreamVersion.ShouldBe(5, "a slice tells the version of the whole stream");
            return slice.Events.Select(item => item.Version);
        }
    }

    [Fact]
    public async Task an_expected_version_that_is_not_the_streams_is_a_conflict_and_writes_nothing()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event(), Event());

        (await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream)).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1))).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(3))).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("absent"), ExpectedVersion.Exactly(1))).ShouldBe(new AppendOutcome.VersionConflict(null));

        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(2L);
        (await database.LinesAsync("SELECT id, version FROM mt_streams")).ShouldBe(["s|2"]);
    }

    [Fact]
    public async Task an_append_at_any_version_goes_behind_what_is_there()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        (await store.AppendAsync(Stream("s"), ExpectedVersion.Any)).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(1);
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Any, Event(), Event())).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(3);
    }

    [Fact]
    public async Task streams_of_two_tenants_never_meet_under_one_key()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var (mine, theirs) = (Event("mine"), Event("theirs"));

        await Task.WhenAll(
            store.AppendAsync(Stream("s", "pool_a"), ExpectedVersion.NoStream, mine),
            store.AppendAsync(Stream("s", "pool_b"), ExpectedVersion.NoStream, theirs));

        (await store.ReadAsync(Stream("s", "pool_a"))).Events.ShouldHaveSingleItem().Id.ShouldBe(mine.Id);
        (await store.ReadAsync(Stream("s", "pool_b"))).Events.ShouldHaveSingleItem().Id.ShouldBe(theirs.Id);
    }

    [Fact]
    public async Task an_append_that_makes_no_sense_is_refused_before_it_is_queued()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var append = Append(Stream("s"), ExpectedVersion.Any);
        var claim = new Claim("kind", "key");

        await ShouldBeRefused(append with { Events = [] });
        await ShouldBeRefused(append with { Stream = Stream("") });
        await ShouldBeRefused(append with { Stream = Stream("s", "") });
        await ShouldBeRefused(append with { Events = [Event(type: "")] });
        await ShouldBeRefused(append with { Events = [Event(type: new string('x', 501))] });
        await ShouldBeRefused(append with { Events = [Event(data: "")] });
        await ShouldBeRefused(append with { Claims = [claim], Releases = [claim] });

        Task<ArgumentException> ShouldBeRefused(Append wrong) =>
            Should.ThrowAsync<ArgumentException>(() => store.AppendAsync(wrong, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task an_event_that_the_database_cannot_hold_fails_its_own_append_only()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("first"));
        var first = store.AppendAsync(Stream("first"), ExpectedVersion.Any);
        await database.UntilWaitingAsync();

        // These wait together and leave in one group.
        var good = store.AppendAsync(Stream("good"), ExpectedVersion.NoStream);
        var bad = store.AppendAsync(Stream("bad"), ExpectedVersion.NoStream, Event(data: """{"secret-looking":"\u0000"}"""));
        var alsoGood = store.AppendAsync(Stream("also good"), ExpectedVersion.NoStream);
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        (await first).ShouldBeOfType<AppendOutcome.Committed>();
        (await good).ShouldBeOfType<AppendOutcome.Committed>();
        (await alsoGood).ShouldBeOfType<AppendOutcome.Committed>();
        var failure = await Should.ThrowAsync<AppendFailedException>(() => bad);
        failure.SqlState.ShouldBe("22P05");
        failure.Message.ShouldNotContain("secret-looking");
        (await store.ReadAsync(Stream("bad"))).StreamVersion.ShouldBe(0);
    }

    private static JsonElement Json(ReadOnlyMemory<byte> utf8) => JsonElement.Parse(utf8.Span);
}
