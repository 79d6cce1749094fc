using System.Text;
using System.Text.Json;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Compliance;

/// <summary>What an implementation of <see cref="IEventStore"/> promises of streams. Derive from it, and pass how to make a host.</summary>
public abstract class AppendCompliance(Func<Task<EventStoreHost>> host)
{
    [Fact]
    public async Task what_is_appended_is_read_back_as_it_was()
    {
        await using var events = await host();
        var store = events.Open();
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
    public async Task a_stream_that_does_not_exist_reads_as_empty_at_version_0()
    {
        await using var events = await host();
        var store = events.Open();

        var slice = await store.ReadAsync(Stream("nobody"));

        slice.StreamVersion.ShouldBe(0);
        slice.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_range_is_bounded_by_versions_and_by_time()
    {
        await using var events = await host();
        var store = events.Open();
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
        await using var events = await host();
        var store = events.Open();
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Event(), Event());

        (await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream)).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1))).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(3))).ShouldBe(new AppendOutcome.VersionConflict(2));
        (await store.AppendAsync(Stream("absent"), ExpectedVersion.Exactly(1))).ShouldBe(new AppendOutcome.VersionConflict(null));

        (await store.ReadAsync(Stream("s"))).Events.Count.ShouldBe(2);
        (await store.ReadAsync(Stream("absent"))).StreamVersion.ShouldBe(0);
    }

    [Fact]
    public async Task an_append_at_any_version_goes_behind_what_is_there()
    {
        await using var events = await host();
        var store = events.Open();

        (await store.AppendAsync(Stream("s"), ExpectedVersion.Any)).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(1);
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Any, Event(), Event())).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(3);
    }

    [Fact]
    public async Task streams_of_two_tenants_never_meet_under_one_key()
    {
        await using var events = await host();
        var store = events.Open();
        var (mine, theirs) = (Event("mine"), Event("theirs"));

        await Task.WhenAll(
            store.AppendAsync(Stream("s", "pool_a"), ExpectedVersion.NoStream, mine),
            store.AppendAsync(Stream("s", "pool_b"), ExpectedVersion.NoStream, theirs));

        (await store.ReadAsync(Stream("s", "pool_a"))).Events.ShouldHaveSingleItem().Id.ShouldBe(mine.Id);
        (await store.ReadAsync(Stream("s", "pool_b"))).Events.ShouldHaveSingleItem().Id.ShouldBe(theirs.Id);
    }

    [Fact]
    public async Task of_appends_that_race_for_one_version_exactly_one_wins_on_any_number_of_nodes()
    {
        await using var events = await host();
        var (here, there) = (events.Open(), events.Open());

        for (var version = 0; version < 20; version++)
        {
            var expected = ExpectedVersion.Exactly(version);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16)
                .Select(racer => (racer % 2 == 0 ? here : there).AppendAsync(Stream("s"), expected)));

            outcomes.OfType<AppendOutcome.Committed>().ShouldHaveSingleItem().Version.ShouldBe(version + 1);
            outcomes.OfType<AppendOutcome.VersionConflict>().Count().ShouldBe(15);
        }

        (await here.ReadAsync(Stream("s"))).Events.Select(item => item.Version).ShouldBe(Enumerable.Range(1, 20).Select(version => (long)version));
    }

    [Fact]
    public async Task inline_rows_are_there_with_the_events_of_their_append_and_not_without()
    {
        await using var events = await host();
        var store = events.Open();
        await events.ScalarAsync("CREATE TABLE notes (note text)");
        var insert = new InlineStatement("insert_note", "INSERT INTO notes SELECT * FROM unnest($1)", NpgsqlDbType.Text);
        var append = Append(Stream("s"), ExpectedVersion.NoStream);

        await store.AppendAsync(append with { Rows = [new(insert, ["kept"])] }, Cancellation);
        (await store.AppendAsync(append with { Rows = [new(insert, ["refused"])] }, Cancellation)).ShouldBe(new AppendOutcome.VersionConflict(1));

        (await events.ScalarAsync("SELECT string_agg(note, ' ') FROM notes")).ShouldBe("kept");
    }

    private static JsonElement Json(ReadOnlyMemory<byte> utf8) => JsonElement.Parse(utf8.Span);
}
