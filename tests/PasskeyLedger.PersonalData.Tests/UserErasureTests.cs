using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.Testing;

namespace PasskeyLedger.PersonalData.Tests;

public sealed class UserErasureTests(PostgresFixture postgres)
{
    private static readonly StreamId Alice = Stream("passkeys/alice");
    private static readonly StreamId Bob = Stream("passkeys/bob");

    [Fact]
    public async Task erasing_destroys_the_key_and_is_an_event_of_the_user()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed), Personal.Event(Personal.Rejected));
        var before = await nodes.Database.LinesAsync("SELECT e::text FROM mt_events e ORDER BY seq_id");

        var erased = (await node.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Erased>();

        erased.Version.ShouldBe(3);
        erased.Plain.ShouldBeEmpty();
        (await nodes.Database.LinesAsync("SELECT e::text FROM mt_events e ORDER BY seq_id")).Take(2).ShouldBe(before, "no event is touched, so every proof of it holds");
        (await nodes.Database.LinesAsync("SELECT key_id, key IS NULL, wrapped_with IS NULL, destroyed_at IS NOT NULL FROM ledger_personal_keys"))
            .ShouldBe([$"{erased.Keys.ShouldHaveSingleItem()}|True|True|True"]);

        var events = await node.ReadAsync(Alice);
        events[2].Content().ShouldBe(new UserErased { Reason = "asked to", ErasedBy = "operator", KeyIds = [erased.Keys[0].ToString()] });
        ((RegistrationCompleted)events[0].Content()).ShouldBe(Personal.Completed with { ClientDataJSON = default });
        var rejected = (RegistrationRejected)events[1].Content();
        rejected.Detail.ShouldBe("[erased]");
        rejected.Evidence!.Raw!.Value.IsEmpty.ShouldBeTrue();
        events[1].From().ShouldBe(Personal.Headers with { SourceAddress = "[erased]", UserAgent = "[erased]" });
        events[1].Unreadable.ShouldBe(
        [
            new("detail", UnreadableReason.Erased),
            new("evidence.raw", UnreadableReason.Erased),
            new("headers.userAgent", UnreadableReason.Erased),
            new("headers.sourceAddress", UnreadableReason.Erased),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task other_users_are_not_touched()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await node.Store.AppendAsync(Bob, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await node.Store.AppendAsync(Stream("passkeys/alice", "pool_b"), ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        await node.EraseAsync(Alice);

        var log = await node.Store.ReadLogAsync(0, 10, Cancellation);
        log.Where(stored => stored.Unreadable.Count > 0).ShouldHaveSingleItem().Stream.ShouldBe(Alice);
    }

    [Fact]
    public async Task a_user_whom_the_ledger_does_not_know_is_not_erased()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);

        (await nodes.Start().EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Unknown>();

        (await nodes.Database.ScalarAsync("SELECT count(*) FROM mt_streams")).ShouldBe(0L);
    }

    [Fact]
    public async Task erasing_again_writes_nothing_until_there_is_something_new()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await node.EraseAsync(Alice);

        (await node.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.AlreadyErased>().At.ShouldBe(Noon.AddHours(1));
        (await node.ReadAsync(Alice)).Count.ShouldBe(2);

        await node.Store.AppendAsync(Alice, ExpectedVersion.Any, Personal.Event(Personal.Rejected));
        (await node.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Erased>().Keys.ShouldHaveSingleItem();
        (await node.ReadAsync(Alice))[2].Unreadable.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task an_erasure_that_races_with_appends_misses_none_and_loses_none()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        Node[] writers = [nodes.Start(), nodes.Start(), nodes.Start()];
        var eraser = nodes.Start();
        await writers[0].Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        for (var round = 0; round < 10; round++)
        {
            var appends = Enumerable.Range(0, 12).Select(racer => writers[racer % writers.Length].Store.AppendAsync(
                Alice, ExpectedVersion.Any, Personal.Event(Personal.Completed))).ToArray();
            var erasure = eraser.EraseAsync(Alice);
            (await Task.WhenAll(appends)).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
            var erased = (await erasure).ShouldBeOfType<ErasureOutcome.Erased>();

            // What came before the record cannot be read, and what came after it can: no append fell between the two.
            nodes.Clock.Advance(Node.KeyLifetime);
            foreach (var stored in (await nodes.Start().ReadAsync(Alice)).Where(stored => stored.Type != "user_erased"))
                (stored.Unreadable.Count == 0).ShouldBe(stored.Version > erased.Version, $"round {round}, version {stored.Version}, erased at {erased.Version}");
            await writers[0].Store.AppendAsync(Alice, ExpectedVersion.Any, Personal.Event(Personal.Completed));
        }
    }

    [Fact]
    public async Task keys_that_come_back_from_a_backup_are_destroyed_again_as_the_readme_says()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        foreach (var stream in new[] { Alice, Bob })
            await nodes.Start().Store.AppendAsync(stream, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await nodes.Database.ScalarAsync("CREATE TABLE backup AS SELECT * FROM ledger_personal_keys");
        await nodes.Start().EraseAsync(Alice);
        await nodes.Database.ScalarAsync("TRUNCATE ledger_personal_keys; INSERT INTO ledger_personal_keys SELECT * FROM backup");
        (await nodes.Start().ReadAsync(Alice))[0].Unreadable.ShouldBeEmpty("a backup from before holds the key");

        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), Cancellation);
        var start = readme.IndexOf("update ledger_personal_keys", StringComparison.Ordinal);
        await nodes.Database.ScalarAsync(readme[start..readme.IndexOf(';', start)]);

        (await nodes.Start().ReadAsync(Alice))[0].Unreadable.ShouldAllBe(member => member.Reason == UnreadableReason.Erased);
        (await nodes.Start().ReadAsync(Bob))[0].Unreadable.ShouldBeEmpty();
    }

    [Fact]
    public async Task events_from_before_personal_data_was_sealed_are_told_to_stay_readable()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Stored.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await node.Store.AppendAsync(Alice, ExpectedVersion.Exactly(1), Personal.Event(Personal.Completed));

        (await node.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Erased>().Plain.ShouldBe([1]);
        (await node.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.AlreadyErased>().Plain.ShouldBe([1]);
    }
}
