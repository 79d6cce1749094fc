using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Ledger;

[Collection(HeldServer.Name)]
public sealed class UserCommandsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private PostgresDatabase database = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, ReadModelMigrations.Source);

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task a_node_that_knows_the_user_decides_without_a_read()
    {
        await using var node = new Node(database);
        var answer = await node.StartAsync();
        node.Store.Forget();

        Events(await node.CompleteAsync(answer)).ShouldHaveSingleItem().ShouldBeOfType<RegistrationCompleted>();

        node.Store.Reads.ShouldBeEmpty();
        node.Store.Appends.ShouldHaveSingleItem().ShouldBeOfType<AppendOutcome.Committed>();
        await ShouldKnowWhatAllEventsSayAsync(node);
    }

    [Fact]
    public async Task who_is_new_to_the_ledger_starts_without_a_read()
    {
        await using var node = new Node(database);

        await node.StartAsync();

        node.Store.Reads.ShouldBeEmpty();
        node.Store.Appends.ShouldHaveSingleItem().ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(1);
        await ShouldKnowWhatAllEventsSayAsync(node);
    }

    [Fact]
    public async Task who_is_new_to_the_node_alone_starts_on_what_the_stream_says()
    {
        await using var here = new Node(database);
        await using var there = new Node(database);
        Events(await there.CompleteAsync(await there.StartAsync())).ShouldHaveSingleItem();

        var answer = await here.StartAsync();

        here.Store.Appends.ShouldBe([new AppendOutcome.VersionConflict(2), here.Store.Appends[1]]);
        here.Store.Appends[1].ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(3);
        here.Store.Reads.ShouldHaveSingleItem().Slice.Events.Count.ShouldBe(2);
        await ShouldKnowWhatAllEventsSayAsync(here);
        Events(await here.CompleteAsync(answer)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_another_node_appended_is_read_after_the_conflict_and_nothing_before_it()
    {
        await using var here = new Node(database);
        await using var there = new Node(database);
        var first = await here.StartAsync();
        await here.StartAsync();
        Events(await there.CompleteAsync(first)).ShouldHaveSingleItem();
        here.Store.Forget();

        Refusal(await here.DeleteAsync("unknown")).ShouldBe(RejectionReason.CredentialNotFound);

        var (range, slice) = here.Store.Reads.ShouldHaveSingleItem();
        range.AfterVersion.ShouldBe(2);
        slice.Events.ShouldHaveSingleItem().Version.ShouldBe(3);
        here.Store.Appends.ShouldBe([new AppendOutcome.VersionConflict(3), here.Store.Appends[1]]);
        await ShouldKnowWhatAllEventsSayAsync(here);
    }

    [Fact]
    public async Task a_repeated_complete_is_answered_on_what_the_stream_says_now()
    {
        await using var here = new Node(database);
        await using var there = new Node(database);
        var answer = await here.StartAsync();
        var completed = Events(await here.CompleteAsync(answer)).OfType<RegistrationCompleted>().Single();
        here.Store.Forget();

        Events(await here.CompleteAsync(answer)).ShouldBeEmpty("it is carried out already");
        here.Store.Reads.ShouldHaveSingleItem("nothing is appended, so that alone can tell");
        here.Store.Appends.ShouldBeEmpty();

        Events(await there.DeleteAsync(completed.CredentialId)).ShouldHaveSingleItem();
        Refusal(await here.CompleteAsync(answer)).ShouldBe(RejectionReason.ChallengeUsed, "the passkey is gone, though this node still remembers it");
        await ShouldKnowWhatAllEventsSayAsync(here);
    }

    [Fact]
    public async Task a_repeated_complete_that_another_node_carried_out_is_success_and_no_second_event()
    {
        await using var here = new Node(database);
        await using var there = new Node(database);
        var answer = await here.StartAsync();
        Events(await there.CompleteAsync(answer)).ShouldHaveSingleItem();

        Events(await here.CompleteAsync(answer)).ShouldBeEmpty();

        (await database.ScalarAsync("select count(*) from mt_events where type = 'registration_completed'")).ShouldBe(1L);
    }

    [Fact]
    public async Task whatever_the_caches_hold_the_nodes_decide_as_all_events_say()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var one = new Node(database);
        await using var two = new Node(database, mostUsers: 0);
        await using var three = new Node(database);
        Node[] nodes = [one, two, three];
        List<MadeRegistration> answers = [await one.StartAsync()];
        List<string> credentials = [];
        for (var turn = 0; turn < 150; turn++)
        {
            var node = nodes[random.Next(nodes.Length)];
            if (random.Next(15) == 0)
                node.Cache.Forget(node.Stream);
            switch (random.Next(5))
            {
                case 0 when (await Truth(node)).Passkeys.Count < 20:
                    answers.Add(await node.StartAsync());
                    break;
                case 1 when credentials.Count > 0:
                    var credential = credentials[random.Next(credentials.Count)];
                    var isThere = (await Truth(node)).Passkeys.ContainsKey(new(credential));
                    (await node.DeleteAsync(credential) is Decision.Accepted).ShouldBe(isThere, $"seed {seed}, turn {turn}");
                    break;
                default:
                    var answer = answers[random.Next(answers.Count)];
                    var before = await Truth(node);
                    var decision = await node.CompleteAsync(answer);
                    var isKnown = before.Passkeys.ContainsKey(new(answer.CredentialIdText));
                    var isUsed = before.Started.Values.Any(started => started.IsUsed && IsOf(answer, started.Challenge));
                    (decision is Decision.Accepted { Events: [] }).ShouldBe(isKnown, $"seed {seed}, turn {turn}");
                    (decision is Decision.Refused).ShouldBe(!isKnown && (isUsed || before.Passkeys.Count >= 20), $"seed {seed}, turn {turn}");
                    credentials.AddRange(decision is Decision.Accepted accepted ? accepted.Events.OfType<RegistrationCompleted>().Select(completed => completed.CredentialId) : []);
                    break;
            }
        }

        foreach (var node in nodes)
            Node.Text((await node.Users.LoadAsync(node.Caller, Cancelled)).State).ShouldBe(await node.StateOfAllEventsAsync(), $"seed {seed}");

        static async Task<UserPasskeys> Truth(Node node) =>
            UserPasskeysForm.Read(System.Text.Encoding.UTF8.GetBytes(await node.StateOfAllEventsAsync()))!;

        static bool IsOf(MadeRegistration answer, string challenge) =>
            WebAuthn.RegistrationResponse.Parse(answer.ToJsonElement()) is WebAuthn.ParsedRegistration.Accepted parsed && parsed.Response.ClientData.Challenge == challenge;
    }

    [Fact]
    public async Task a_stream_of_a_hundred_thousand_events_is_decided_on_with_as_few_reads_as_one_of_ten()
    {
        await using (var before = new Node(database))
        {
            await before.DeleteAsync("unknown");
            await GrowAsync(before, 100_000);

            // Nobody has read it yet: this once it is read whole, and its state kept.
            (await before.Users.LoadAsync(before.Caller, Cancelled)).Version.ShouldBe(100_000);
            await UntilKeptAsync(100_000);
        }

        // A node that knows nothing; the stream has grown meanwhile, by less than snapshots are apart.
        await using var node = new Node(database);
        await GrowAsync(node, 100_000 + UserLedger.EventsBetweenSnapshots - 5);
        var answer = await node.StartAsync();

        node.Store.Reads.Count.ShouldBe(1);
        node.Store.EventsRead.ShouldBe(UserLedger.EventsBetweenSnapshots - 5);
        Events(await node.CompleteAsync(answer)).ShouldHaveSingleItem();
        node.Store.Reads.Count.ShouldBe(1, "from then on it is remembered");

        await using var ten = new Node(database, sub: "of ten");
        await ten.DeleteAsync("unknown");
        await GrowAsync(ten, 10);
        ten.Store.Forget();
        ten.Cache.Clear();
        await ten.StartAsync();
        ten.Store.Reads.Count.ShouldBe(1);
        ten.Store.EventsRead.ShouldBe(10);
    }

    [Fact]
    public async Task a_stream_that_grows_is_kept_every_so_many_events_and_the_state_from_there_is_that_of_all()
    {
        await using var node = new Node(database);
        var answer = await node.StartAsync();
        for (var number = 0; number < UserLedger.EventsBetweenSnapshots + 20; number++)
            await node.DeleteAsync("unknown");
        await node.CompleteAsync(answer);
        await UntilKeptAsync(UserLedger.EventsBetweenSnapshots);

        await using var later = new Node(database);
        var user = await later.Users.LoadAsync(later.Caller, Cancelled);

        later.Store.Reads.ShouldHaveSingleItem().Slice.Snapshot.ShouldNotBeNull().Version.ShouldBe(UserLedger.EventsBetweenSnapshots);
        later.Store.EventsRead.ShouldBe(22);
        Node.Text(user.State).ShouldBe(await later.StateOfAllEventsAsync());
    }

    [Theory]
    [InlineData("update ledger_snapshots set schema = 'user_passkeys/0'")]
    [InlineData("update ledger_snapshots set state = '{}'")]
    [InlineData("delete from ledger_snapshots")]
    public async Task a_snapshot_of_another_schema_or_that_cannot_be_read_is_made_anew(string sql)
    {
        await using var before = new Node(database);
        await before.DeleteAsync("unknown");
        await GrowAsync(before, 150);
        before.Cache.Clear();
        await before.Users.LoadAsync(before.Caller, Cancelled);
        await UntilKeptAsync(150);
        await database.ScalarAsync(sql);

        await using var node = new Node(database);
        await node.StartAsync();
        await UntilKeptAsync(150);

        await using var after = new Node(database);
        Node.Text((await after.Users.LoadAsync(after.Caller, Cancelled)).State).ShouldBe(await after.StateOfAllEventsAsync());
        after.Store.EventsRead.ShouldBe(1);
    }

    [Fact]
    public async Task a_database_that_was_set_back_is_believed_and_not_what_is_remembered()
    {
        await using var node = new Node(database);
        await node.StartAsync();
        var answer = await node.StartAsync();
        await database.ScalarAsync("delete from mt_events where version = 2");
        await database.ScalarAsync("update mt_streams set version = 1");

        Refusal(await node.CompleteAsync(answer)).ShouldBe(RejectionReason.ChallengeUnknown);
        await ShouldKnowWhatAllEventsSayAsync(node);
    }

    [Fact]
    public async Task when_a_connection_is_replaced_nothing_is_remembered_any_more_as_the_server_may_be_another()
    {
        await using var node = new Node(database);
        await node.StartAsync();
        node.Cache.Count.ShouldBe(1);

        await database.ScalarAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        await node.Users.LoadAsync(node.Caller with { Sub = new("somebody else") }, Cancelled);

        node.Users.Remembered(node.Caller).ShouldBeNull();
    }

    private static IReadOnlyList<IStoredEvent> Events(Decision decision) => decision.ShouldBeOfType<Decision.Accepted>().Events;

    private static RejectionReason Refusal(Decision decision) => decision.ShouldBeOfType<Decision.Refused>().Refusal.Reason;

    /// <summary>What the node remembers is what the stream folds to, at the stream's version.</summary>
    private async Task ShouldKnowWhatAllEventsSayAsync(Node node)
    {
        var known = node.Users.Remembered(node.Caller).ShouldNotBeNull();
        Node.Text(known.State).ShouldBe(await node.StateOfAllEventsAsync());
        known.Version.ShouldBe((long)(await database.ScalarAsync("select version from mt_streams where id = $1", node.Stream.Key.Value))!);
    }

    /// <summary>Repeats the stream's first event until the stream has so many.</summary>
    private async Task GrowAsync(Node node, int version)
    {
        await database.ScalarAsync(
            """
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), e.stream_id, g, e.data, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type
            from mt_streams s
            join mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = 1
            cross join generate_series(s.version + 1, $2) g
            where s.id = $1
            """,
            node.Stream.Key.Value,
            (long)version);
        await database.ScalarAsync("update mt_streams set version = $2 where id = $1", node.Stream.Key.Value, (long)version);
    }

    private async Task UntilKeptAsync(long version)
    {
        while (await database.ScalarAsync("select true from ledger_snapshots where version = $1 and schema = $2", version, UserPasskeysForm.Schema) is not true)
            await Task.Delay(20, Cancelled);
    }
}
