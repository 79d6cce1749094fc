using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.SampleConsumer;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>The database restarts in the middle of the relay's work.</summary>
[Collection(BrokerTests.Name)]
public sealed class DatabaseFaultTests(RabbitMqFixture rabbit)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_database_that_restarts_costs_no_event()
    {
        var options = new PrivatePostgresOptions
        {
            Folder = Path.Combine(Path.GetTempPath(), $"passkey-ledger-tests-{Guid.NewGuid():N}"),
            MayInstall = false,
            MayUseDocker = false,
        };
        var server = default(PrivatePostgres);
        try
        {
            server = await PrivatePostgres.StartAsync(options, Cancellation);
        }
        catch (PrivatePostgresException absent)
        {
            Assert.Skip(absent.Message);
        }

        await using var proxy = new TcpProxy(server.Port);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port });
        try
        {
            await new Migrator(dataSource, MigrationSource.EventStore, MessagingMigrations.Source).ApplyAsync(Cancellation);
            await using var scene = await RelayScene.CreateAsync(dataSource, rabbit);
            await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
            var before = await scene.AppendAsync(2000, streams: 50);
            scene.StartRelay();
            var first = ReceivedEvent.Read((await queue.TakeAsync()).Body);

            await server.DisposeAsync();
            server = await PrivatePostgres.StartAsync(options, Cancellation);
            proxy.Target = server.Port;
            var after = await AppendWhenBackAsync(scene);

            var expected = (Guid[])[.. before, .. after];
            first.Id.ShouldBe(before[0]);
            RelayScene.ShouldHoldThePromise([first, .. await RelayScene.ReceiveAsync(queue, expected[1..])], expected);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(options.Folder!, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Guid>> AppendWhenBackAsync(RelayScene scene)
    {
        while (true)
        {
            try
            {
                return await scene.AppendAsync(20);
            }
            catch (EventStoreUnavailableException)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }
}
