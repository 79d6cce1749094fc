using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ReadModels.Tests.Audit;

/// <summary>The audit behind a log of a few users, on a real database.</summary>
public sealed class AuditProjectionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Rows = "select * from ledger_audit order by position";

    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly CancellationTokenSource stopping = new();
    private PostgresDatabase database = null!;
    private NpgsqlEventStore store = null!;
    private Task following = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, ReadModelMigrations.Source);
        store = new NpgsqlEventStore(database.DataSource);
        following = store.ProjectAsync(AuditProjection.Definition, interrupted: null, stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (store is not null)
            await store.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        stopping.Dispose();
    }

    [Fact]
    public async Task every_event_has_its_row()
    {
        await HappenAsync("alice", 3);
        await HappenAsync("bob", 2);
        await CaughtUpAsync();

        (await database.LinesAsync("select position || ' ' || sub || ' ' || version || ' ' || credential_id from ledger_audit order by position"))
            .ShouldBe(await database.LinesAsync(
                "select seq_id || ' ' || replace(stream_id, 'passkeys/', '') || ' ' || version || ' ' || (data ->> 'credentialId') from mt_events order by seq_id"));
    }

    [Fact]
    public async Task an_event_that_is_projected_again_keeps_its_one_row()
    {
        await HappenAsync("alice", 3);
        await CaughtUpAsync();
        var before = await database.LinesAsync(Rows);

        await database.ScalarAsync("update mt_event_progression set last_seq_id = 0 where name = 'audit'");
        await HappenAsync("alice", 1);
        await CaughtUpAsync();

        var after = await database.LinesAsync(Rows);
        after.Count.ShouldBe(4);
        after.Take(3).ShouldBe(before);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(90)]
    public async Task a_rebuild_comes_to_the_same_rows(int others)
    {
        await HappenAsync("alice", 3);
        await HappenAsync("bob", others);
        await CaughtUpAsync();
        var before = await database.LinesAsync(Rows);
        await database.ScalarAsync("delete from ledger_audit where sub = 'alice'");
        await database.ScalarAsync("update ledger_audit set reason = 'made_up'");

        (await new ProjectionRebuild(database.DataSource, AuditProjection.Definition).RunAsync(progress: null, TestContext.Current.CancellationToken))
            .ShouldBeOfType<RebuildOutcome.Swapped>();

        (await database.LinesAsync(Rows)).ShouldBe(before);
    }

    [Fact]
    public async Task an_erasure_empties_what_is_personal_in_the_users_rows_before_it_and_no_others()
    {
        var rejected = new RegistrationRejected
        {
            Operation = "CompleteWebAuthnRegistration",
            Reason = RejectionReason.OriginNotAllowed,
            Exception = "WebAuthnOriginNotAllowedException",
            Detail = "no",
            Evidence = new() { Sha256 = new string('0', 64), Size = 1, Raw = """{"rawId":"QUFB"}"""u8.ToArray() },
            PoolVersion = 1,
        };
        await HappenAsync("alice", [rejected, new CredentialDeleted { CredentialId = "kept", PoolVersion = 1 }]);
        await HappenAsync("bob", [rejected]);
        await HappenAsync("alice", [new UserErased { Reason = "asked to", ErasedBy = "operator", KeyIds = [] }, rejected]);
        await CaughtUpAsync();
        const string personal = "select sub, version, credential_id, source_address, user_agent from ledger_audit order by position";

        (await database.LinesAsync(personal)).ShouldBe(
        [
            "alice|1|||", "alice|2|kept||", "bob|1|QUFB|203.0.113.7|browser", "alice|3||203.0.113.7|browser", "alice|4|QUFB|203.0.113.7|browser",
        ]);
        var before = await database.LinesAsync(personal);
        await new ProjectionRebuild(database.DataSource, AuditProjection.Definition).RunAsync(progress: null, TestContext.Current.CancellationToken);
        (await database.LinesAsync(personal)).ShouldBe(before);
    }

    private Task HappenAsync(string sub, int count) =>
        HappenAsync(sub, [.. Enumerable.Range(0, count).Select(number => new CredentialDeleted { CredentialId = $"{sub}-{number}", PoolVersion = 1 })]);

    private async Task HappenAsync(string sub, IReadOnlyList<IStoredEvent> events) => (await store.AppendAsync(
        new Append
        {
            Stream = LedgerStreams.User("eu_one", sub),
            Expected = ExpectedVersion.Any,
            Events =
            [
                .. events.Select(@event => new NewEvent
                {
                    Id = Guid.CreateVersion7(),
                    Type = @event.StoredName,
                    ClrType = StoredEvents.ClrTypeName(@event),
                    Data = @event.ToJson(),
                    Timestamp = Noon,
                    Headers = new EventHeaders { RequestId = "request", SourceAddress = "203.0.113.7", UserAgent = "browser" }.ToJson(),
                }),
            ],
        },
        TestContext.Current.CancellationToken)).ShouldBeOfType<AppendOutcome.Committed>();

    private async Task CaughtUpAsync()
    {
        var head = await SubscriptionProgress.ReadHeadAsync(database.DataSource, TestContext.Current.CancellationToken);
        while (!(await SubscriptionProgress.ReadAsync(database.DataSource, TestContext.Current.CancellationToken))
            .Any(one => one.Name == AuditProjection.Definition.Name && one.Position >= head))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
