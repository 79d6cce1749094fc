using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Testing;

namespace PasskeyLedger.PersonalData.Tests;

// The store that seals keeps every promise of the port, as the one behind it does.

public sealed class SealedAppendCompliance(PostgresFixture postgres) : AppendCompliance(() => SealedHost.CreateAsync(postgres));

public sealed class SealedClaimCompliance(PostgresFixture postgres) : ClaimCompliance(() => SealedHost.CreateAsync(postgres));

public sealed class SealedLogCompliance(PostgresFixture postgres) : LogCompliance(() => SealedHost.CreateAsync(postgres));

public sealed class SealedSubscriptionCompliance(PostgresFixture postgres) : SubscriptionCompliance(() => SealedHost.CreateAsync(postgres));

internal static class SealedHost
{
    public static async Task<EventStoreHost> CreateAsync(PostgresFixture postgres)
    {
        var nodes = await Nodes.CreateAsync(postgres);
        return new(nodes.Database.DataSource, () => nodes.Start().Store, nodes.DisposeAsync);
    }
}
