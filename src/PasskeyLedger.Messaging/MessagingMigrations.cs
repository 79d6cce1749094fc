using PasskeyLedger.EventStore.Migrations;

namespace PasskeyLedger.Messaging;

/// <summary>The relay's own table.</summary>
public static class MessagingMigrations
{
    public static MigrationSource Source { get; } = MigrationSource.FromAssembly("messaging", typeof(MessagingMigrations).Assembly);
}
