using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.Testing;

namespace PasskeyLedger.PersonalData.Tests;

public sealed class SealedEventStoreTests(PostgresFixture postgres)
{
    private static readonly StreamId Alice = Stream("passkeys/alice");

    [Fact]
    public async Task what_is_personal_is_encrypted_at_rest_and_read_back_as_it_was()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();

        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed), Personal.Event(Personal.Rejected));

        foreach (var row in await nodes.Database.LinesAsync("SELECT e::text, data::text, headers::text FROM mt_events e"))
            row.ShouldHoldNothingPersonal();
        foreach (var events in new[] { await node.ReadAsync(Alice), await nodes.Start().ReadAsync(Alice), await node.Store.ReadLogAsync(0, 10, Cancellation) })
        {
            events.Select(stored => stored.Content()).ShouldBe([Personal.Completed, Personal.Rejected]);
            events.ShouldAllBe(stored => stored.From() == Personal.Headers && stored.Unreadable.Count == 0);
        }
    }

    [Fact]
    public async Task a_subscriber_is_handed_opened_events()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        await nodes.Start().Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        await using var follower = Follower.Start(nodes.Start().Store, "name");
        await follower.UntilAsync(1);

        follower.Seen.ShouldHaveSingleItem().From().ShouldBe(Personal.Headers);
    }

    [Fact]
    public async Task who_opens_the_data_of_some_events_gets_that_of_others_as_it_is_stored()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed), Personal.Event(Personal.Rejected));

        await using var follower = Follower.Start(new SealedEventStore(node.Stored, node.Keys, opensDataOf: name => name == Personal.Rejected.StoredName), "name");
        await follower.UntilAsync(2);

        follower.Seen.ShouldAllBe(seen => seen.From() == Personal.Headers && seen.Unreadable.Count == 0);
        var (completed, rejected) = (follower.Seen.First(), follower.Seen.Last());
        Convert.ToHexString(completed.Data.Span).ShouldBe(Convert.ToHexString((await node.Stored.ReadAsync(Alice)).Events[0].Data.Span));
        Encoding.UTF8.GetString(completed.Data.Span).ShouldHoldNothingPersonal();
        RegistrationRejected.FromJson(rejected.Data.Span).Evidence!.Raw!.Value.ToArray().ShouldBe(Personal.Rejected.Evidence!.Raw!.Value.ToArray());
    }

    [Fact]
    public async Task a_stream_has_one_key_whatever_is_appended_and_a_refused_append_leaves_none()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        var appended = Personal.Event(Personal.Completed);

        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, appended);
        await node.Store.AppendAsync(Alice, ExpectedVersion.Exactly(1), appended with { Id = Guid.CreateVersion7() });
        await nodes.Start().Store.AppendAsync(Alice, ExpectedVersion.Any, appended with { Id = Guid.CreateVersion7() });
        (await nodes.Start().Store.AppendAsync(Alice, ExpectedVersion.NoStream, appended)).ShouldBeOfType<AppendOutcome.VersionConflict>();
        await node.Store.AppendAsync(Stream("pool/pool_a"), ExpectedVersion.NoStream);

        (await nodes.Database.LinesAsync("SELECT stream_id, count(*) FROM ledger_personal_keys GROUP BY 1")).ShouldBe(["passkeys/alice|1"]);
    }

    [Fact]
    public async Task nodes_that_meet_a_user_at_once_lose_no_key()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        Node[] met = [.. Enumerable.Range(0, 4).Select(_ => nodes.Start())];

        for (var user = 0; user < 10; user++)
        {
            var stream = Stream($"passkeys/{user}");
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(racer => met[racer % met.Length].Store.AppendAsync(
                stream, racer < 8 ? ExpectedVersion.Any : ExpectedVersion.NoStream, Personal.Event(Personal.Completed))));

            var committed = outcomes.OfType<AppendOutcome.Committed>().Count();
            committed.ShouldBeGreaterThanOrEqualTo(8);
            foreach (var node in met.Append(nodes.Start()))
            {
                var events = await node.ReadAsync(stream);
                events.Count.ShouldBe(committed);
                events.ShouldAllBe(stored => stored.Unreadable.Count == 0 && stored.Content().Equals(Personal.Completed));
            }
        }
    }

    [Fact]
    public async Task a_node_that_has_the_key_in_memory_writes_with_a_new_one_once_it_is_destroyed()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var (here, there) = (nodes.Start(), nodes.Start());
        await here.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        (await there.EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Erased>();

        (await here.Store.AppendAsync(Alice, ExpectedVersion.Any, Personal.Event(Personal.Completed))).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(3);

        (await here.Store.AppendAsync(Alice, ExpectedVersion.Exactly(3), Personal.Event(Personal.Completed))).ShouldBeOfType<AppendOutcome.Committed>();

        var events = await there.ReadAsync(Alice);
        events[0].Unreadable.Select(member => member.Path).ShouldBe(["clientDataJSON", "headers.sourceAddress", "headers.userAgent"], ignoreOrder: true);
        events.Skip(2).ShouldAllBe(stored => stored.Unreadable.Count == 0);
        events[2].Content().ShouldBe(Personal.Completed);
        (await nodes.Database.LinesAsync("SELECT key IS NULL, destroyed_at IS NULL FROM ledger_personal_keys ORDER BY 1")).ShouldBe(["False|True", "True|False"]);
    }

    [Fact]
    public async Task another_node_shows_what_was_erased_no_longer_than_a_key_lives_there()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var (here, there) = (nodes.Start(), nodes.Start());
        await here.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        (await there.ReadAsync(Alice))[0].Unreadable.ShouldBeEmpty();

        await there.EraseAsync(Alice);

        (await there.ReadAsync(Alice))[0].Unreadable.ShouldNotBeEmpty("the process that erases shows it no more");
        nodes.Clock.Advance(Node.KeyLifetime);
        (await here.ReadAsync(Alice))[0].Unreadable.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task events_from_before_personal_data_was_sealed_are_still_read()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Stored.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed with { ClientDataSha256 = null }));

        await node.Store.AppendAsync(Alice, ExpectedVersion.Exactly(1), Personal.Event(Personal.Rejected));

        var events = await node.ReadAsync(Alice);
        events[0].Content().ShouldBe(Personal.Completed with { ClientDataSha256 = null });
        events.ShouldAllBe(stored => stored.From() == Personal.Headers && stored.Unreadable.Count == 0);
    }

    [Fact]
    public async Task what_was_altered_or_moved_behind_the_ledgers_back_is_told_from_what_was_erased()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var node = nodes.Start();
        await node.Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed), Personal.Event(Personal.Completed));
        await nodes.Database.ScalarAsync(
            "UPDATE mt_events SET data = jsonb_set(data, '{clientDataJSON}', (SELECT data->'clientDataJSON' FROM mt_events WHERE version = 2)) WHERE version = 1");

        var moved = (await node.ReadAsync(Alice))[0];

        moved.Unreadable.ShouldBe([new("clientDataJSON", UnreadableReason.Altered)]);
        ((RegistrationCompleted)moved.Content()).ClientDataJSON.IsEmpty.ShouldBeTrue();
        moved.From().ShouldBe(Personal.Headers);
    }

    [Fact]
    public async Task a_key_that_is_gone_without_a_record_is_told_from_one_that_was_destroyed()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        await nodes.Start().Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Rejected));
        await nodes.Database.ScalarAsync("DELETE FROM ledger_personal_keys");

        var lost = (await nodes.Start().ReadAsync(Alice))[0];

        lost.Unreadable.ShouldAllBe(member => member.Reason == UnreadableReason.KeyMissing);
        lost.From().UserAgent.ShouldBe("[unreadable]");
    }
}
