using PasskeyLedger.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace PasskeyLedger.Messaging.Tests;

/// <summary>All tests that use the broker, one after the other: some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class BrokerTests
{
    public const string Name = "broker";
}
