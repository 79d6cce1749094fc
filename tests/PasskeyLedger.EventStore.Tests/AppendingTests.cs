using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class AppendingTests(PostgresFixture postgres)
{
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
}
