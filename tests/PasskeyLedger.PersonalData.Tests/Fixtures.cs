using PasskeyLedger.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
