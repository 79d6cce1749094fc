using PasskeyLedger.EventStore.Migrations;

namespace PasskeyLedger.PersonalData;

/// <summary>The tables of the keys of personal data.</summary>
public static class PersonalDataMigrations
{
    public static MigrationSource Source { get; } = MigrationSource.FromAssembly("personal-data", typeof(PersonalDataMigrations).Assembly);
}
