using PasskeyLedger.SampleConsumer;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>A consumer that keeps the last position of each stream handles every event once in effect.</summary>
[Collection(BrokerTests.Name)]
public sealed class SampleConsumerTests(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task repetitions_and_faults_have_no_second_effect()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await using var proxy = new TcpProxy(scene.Broker.Port);
        var consumer = new LedgerConsumer(RabbitMqBroker.UriFor(proxy.Port), scene.Exchange, $"{scene.Exchange}.sample", "#", database.DataSource);
        await consumer.PrepareAsync(Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var consuming = consumer.RunAsync(stop.Token);
        scene.StartRelay();

        var expected = await scene.AppendAsync(200);
        proxy.Cut();
        scene.Proxy.Cut();
        await scene.UntilUpToDateAsync();
        await scene.Control.MoveAsync(0, Cancellation);
        proxy.Cut();
        var last = await scene.AppendAsync(1);
        while ((long)(await database.ScalarAsync("SELECT count(*) FROM consumer_effects WHERE event_id = $1", last[0]))! == 0)
            await Task.Delay(50, Cancellation);

        await stop.CancelAsync();
        await consuming;
        (await database.LinesAsync("SELECT event_id FROM consumer_effects ORDER BY turn")).ShouldBe(
            expected.Concat(last).Select(id => id.ToString()), ignoreOrder: true, "each once");
        (await database.LinesAsync("SELECT stream FROM (SELECT stream, position, lag(position) OVER (PARTITION BY stream ORDER BY turn) AS before FROM consumer_effects) AS e WHERE before > position"))
            .ShouldBeEmpty("each stream's in order");
    }
}
