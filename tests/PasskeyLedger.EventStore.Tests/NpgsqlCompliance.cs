using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

// The store under test keeps every promise of the port.

public sealed class NpgsqlAppendCompliance(PostgresFixture postgres) : AppendCompliance(() => NpgsqlHost.CreateAsync(postgres));

public sealed class NpgsqlClaimCompliance(PostgresFixture postgres) : ClaimCompliance(() => NpgsqlHost.CreateAsync(postgres));

public sealed class NpgsqlSnapshotCompliance(PostgresFixture postgres) : SnapshotCompliance(() => NpgsqlHost.CreateAsync(postgres));

public sealed class NpgsqlLogCompliance(PostgresFixture postgres) : LogCompliance(() => NpgsqlHost.CreateAsync(postgres));

public sealed class NpgsqlSubscriptionCompliance(PostgresFixture postgres) : SubscriptionCompliance(() => NpgsqlHost.CreateAsync(postgres));

internal static class NpgsqlHost
{
    public static async Task<EventStoreHost> CreateAsync(PostgresFixture postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        return new(database.DataSource, () => new NpgsqlEventStore(database.DataSource), database.DisposeAsync);
    }
}
