using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Ledger;

public sealed class PoolLedgerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly UserPoolSettings Pool = TestPools.Pool("pool", "https://issuer.example");

    private PostgresDatabase database = null!;
    private NpgsqlEventStore store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore);
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
    public async Task settings_are_recorded_once_however_often_the_service_starts()
    {
        (await VersionAsync(Pool)).ShouldBe(1);
        (await VersionAsync(Pool)).ShouldBe(1);

        (await RecordedAsync()).ShouldHaveSingleItem().ShouldBe(Pool);
    }

    [Fact]
    public async Task each_change_of_the_settings_is_a_version_of_its_own()
    {
        var changed = Pool with { WebAuthn = Pool.WebAuthn with { UserVerification = UserVerification.Required } };

        (await VersionAsync(Pool)).ShouldBe(1);
        (await VersionAsync(changed)).ShouldBe(2);
        (await VersionAsync(Pool)).ShouldBe(3, "going back is a change, too");

        (await RecordedAsync()).ShouldBe([Pool, changed, Pool]);
    }

    [Fact]
    public async Task nodes_that_start_together_record_the_settings_once()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => VersionAsync(Pool)));

        versions.ShouldAllBe(version => version == 1);
        (await RecordedAsync()).ShouldHaveSingleItem();
    }

    private async Task<long> VersionAsync(UserPoolSettings pool) =>
        await new PoolLedger(store, [pool], TimeProvider.System).VersionOfAsync(pool.Id, Cancelled);

    private async Task<IReadOnlyList<UserPoolSettings>> RecordedAsync()
    {
        var slice = await store.ReadStreamAsync(LedgerStreams.Pool(Pool.Id), ReadRange.All, Cancelled);
        return [.. slice.Events.Select(stored => ((UserPoolConfigured)StoredEvents.Read(stored.Type, stored.Data.Span)).Settings)];
    }
}
