using PasskeyLedger.EventStore.Migrations;

namespace PasskeyLedger.Transparency;

/// <summary>The tables of the tree and of its checkpoints.</summary>
public static class TransparencyMigrations
{
    public static MigrationSource Source { get; } = MigrationSource.FromAssembly("transparency", typeof(TransparencyMigrations).Assembly);
}
