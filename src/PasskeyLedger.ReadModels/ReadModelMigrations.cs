using PasskeyLedger.EventStore.Migrations;

namespace PasskeyLedger.ReadModels;

/// <summary>The tables of the read models.</summary>
public static class ReadModelMigrations
{
    public static MigrationSource Source { get; } = MigrationSource.FromAssembly("read-models", typeof(ReadModelMigrations).Assembly);
}
