using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.ReadModels.Credentials;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ReadModels.Tests;

public sealed class CredentialProjectionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private PostgresDatabase database = null!;
    private NpgsqlEventStore store = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, ReadModelMigrations.Source);
        store = new NpgsqlEventStore(database.DataSource);
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
            await store.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task a_completed_registration_is_listed_as_its_event_says()
    {
        await HappenAsync("alice", Completed("AAAA") with { Transports = ["usb", "nfc"], Attachment = "cross-platform", FriendlyName = "Security key" }, Noon);

        (await ListAsync("alice")).Credentials.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.CredentialId.ShouldBe("AAAA"),
            row => row.FriendlyName.ShouldBe("Security key"),
            row => row.RelyingPartyId.ShouldBe("example.com"),
            row => row.Attachment.ShouldBe("cross-platform"),
            row => row.Transports.ShouldBe(["usb", "nfc"]),
            row => row.CreatedAt.ShouldBe(Noon));
    }

    [Fact]
    public async Task a_deleted_credential_is_listed_no_more()
    {
        await HappenAsync("alice", Completed("AAAA"), Noon);
        await HappenAsync("alice", Completed("BBBB"), Noon);
        await HappenAsync("alice", new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 }, Noon);

        (await ListAsync("alice")).Credentials.ShouldHaveSingleItem().CredentialId.ShouldBe("BBBB");
    }

    [Fact]
    public async Task a_user_sees_nobody_elses_and_nothing_of_another_pool()
    {
        await HappenAsync("alice", Completed("AAAA"), Noon);
        await HappenAsync("bob", Completed("BBBB"), Noon);
        await HappenAsync("alice", Completed("AAAA"), Noon, pool: "other");

        (await ListAsync("alice")).Credentials.ShouldHaveSingleItem().CredentialId.ShouldBe("AAAA");
    }

    [Fact]
    public async Task credentials_of_one_moment_are_paged_without_a_gap_or_a_repeat()
    {
        string[] ids = ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE"];
        foreach (var id in ids)
            await HappenAsync("alice", Completed(id), Noon);

        var read = new List<string>();
        for (var page = await ListAsync("alice", count: 2); ; page = await ListAsync("alice", page.Next, count: 2))
        {
            read.AddRange(page.Credentials.Select(row => row.CredentialId));
            if (page.Next is null)
                break;
        }

        read.ShouldBe(ids);
    }

    [Fact]
    public async Task a_rebuild_copies_the_rows_that_appends_have_inserted()
    {
        for (var user = 0; user < 60; user++)
            await HappenAsync($"user {user}", Completed($"credential {user}") with { Transports = user % 2 == 0 ? ["usb"] : [], FriendlyName = $"Zoë {user}" }, Noon);
        await HappenAsync("user 7", new CredentialDeleted { CredentialId = "credential 7", PoolVersion = 1 }, Noon);
        const string Rows = "select to_jsonb(c)::text from ledger_credentials c order by credential_id";
        var before = await database.LinesAsync(Rows);

        (await new ProjectionRebuild(database.DataSource, CredentialProjection.Definition).RunAsync(progress: null, TestContext.Current.CancellationToken))
            .ShouldBeOfType<RebuildOutcome.Swapped>();

        before.Count.ShouldBe(59);
        (await database.LinesAsync(Rows)).ShouldBe(before);
    }

    [Fact]
    public void no_event_that_has_rows_is_skipped()
    {
        string[] needed = [Completed("AAAA").StoredName, new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 }.StoredName];

        CredentialProjection.Definition.Skips.ShouldBe(StoredEvents.Names.Except(needed), ignoreOrder: true);
    }

    [Fact]
    public void events_that_change_no_credential_change_no_row() =>
        CredentialProjection.Project(
            LedgerStreams.User("pool", "alice"),
            new RegistrationRejected { Operation = "op", Reason = RejectionReason.OriginNotAllowed, Exception = "e", Detail = "d", PoolVersion = 1 },
            Noon).ShouldBeEmpty();

    private async Task HappenAsync(string sub, IStoredEvent @event, DateTimeOffset at, string pool = "pool")
    {
        var stream = LedgerStreams.User(pool, sub);
        var outcome = await store.AppendAsync(
            new Append
            {
                Stream = stream,
                Expected = ExpectedVersion.Any,
                Events =
                [
                    new NewEvent
                    {
                        Id = Guid.CreateVersion7(at),
                        Type = @event.StoredName,
                        ClrType = StoredEvents.ClrTypeName(@event),
                        Data = @event.ToJson(),
                        Timestamp = at,
                    },
                ],
                Rows = CredentialProjection.Project(stream, @event, at),
            },
            TestContext.Current.CancellationToken);
        outcome.ShouldBeOfType<AppendOutcome.Committed>();
    }

    private Task<CredentialPage> ListAsync(string sub, CredentialCursor? after = null, int count = 20) =>
        new CredentialList(database.DataSource).ReadAsync("pool", sub, after, count, TestContext.Current.CancellationToken);

    private static RegistrationCompleted Completed(string credentialId) => new()
    {
        RegistrationId = "01a20000-0000-7000-8000-000000000000",
        Challenge = "AAAA",
        CredentialId = credentialId,
        PublicKey = new byte[] { 1 },
        Algorithm = -7,
        Aaguid = Guid.Empty.ToString("D"),
        Format = "none",
        SignCount = 0,
        Flags = new AuthenticatorFlags { UserPresent = true, UserVerified = true, BackupEligible = false, BackedUp = false },
        Transports = [],
        Attestation = AttestationTrust.None,
        RelyingPartyId = "example.com",
        FriendlyName = "Passkey",
        ClientDataJSON = new byte[] { 1 },
        AttestationObject = new byte[] { 1 },
        PoolVersion = 1,
    };
}
