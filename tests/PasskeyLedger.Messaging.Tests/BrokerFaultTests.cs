using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>What a broker can do to the relay. Whatever it does, events are appended as if there were none, and all arrive in order.</summary>
[Collection(BrokerTests.Name)]
public sealed class BrokerFaultTests(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task without_a_fault_every_event_arrives_once_and_in_the_ledgers_order()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        var before = await scene.AppendAsync(150);
        scene.StartRelay();
        var after = await scene.AppendAsync(150);

        var arrived = await RelayScene.ReceiveAsync(queue, [.. before, .. after]);
        await scene.UntilUpToDateAsync();

        arrived.Select(item => item.Id).ShouldBe([.. before, .. after]);
        (await queue.TryTakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task a_broker_that_stops_and_starts_under_load_costs_no_event_and_no_append()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        scene.StartRelay();
        var first = await scene.AppendAsync(100);
        var load = scene.AppendAsync(400, pause: TimeSpan.FromMilliseconds(1));

        await scene.Broker.StopAsync();
        try
        {
            var waiting = (await scene.UntilAsync(state => state.Waiting is not null)).Waiting!;
            waiting.Reason.ShouldNotContain(RabbitMqBroker.Secret);
            await load.WaitAsync(Cancellation);

            // While the broker is away, nothing holds back those who clean up or follow the log.
            await scene.UntilNoTransactionLastsAsync();
        }
        finally
        {
            await scene.Broker.StartAgainAsync(Cancellation);
        }

        var expected = (Guid[])[.. first, .. await load, .. await scene.AppendAsync(50)];
        RelayScene.ShouldHoldThePromise(await RelayScene.ReceiveAsync(queue, expected), expected);
        await scene.UntilAsync(state => state.Waiting is null);
        scene.Notices.OfType<RelayNotice.BrokerBack>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_broker_that_is_killed_keeps_what_it_has_confirmed()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        var load = await scene.StartUnderLoadAsync();

        await scene.Broker.KillAsync();
        await scene.Broker.StartAgainAsync(Cancellation);

        var expected = await load.Appended;
        RelayScene.ShouldHoldThePromise(await RelayScene.ReceiveAsync(queue, expected), expected);
    }

    [Fact]
    public async Task a_connection_that_is_cut_again_and_again_costs_nothing()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        scene.StartRelay();

        // Whether a cut by time falls between two batches, which the relay need not tell, is chance. This one falls into a message.
        scene.Proxy.CutAfter(bytes: 50_000);
        var load = scene.AppendAsync(600, pause: TimeSpan.FromMilliseconds(1));

        while (!load.IsCompleted)
        {
            await Task.Delay(150, Cancellation);
            scene.Proxy.Cut();
        }

        var expected = await load;
        RelayScene.ShouldHoldThePromise(await RelayScene.ReceiveAsync(queue, expected), expected);
        scene.Notices.OfType<RelayNotice.BrokerAway>().ShouldNotBeEmpty("the connection was cut while it was used");
    }

    [Fact]
    public async Task a_channel_that_the_broker_closes_is_opened_again_and_its_exchange_made_again()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);

        // What comes before the queue is bound to the new exchange goes the other way.
        await queue.BindUnroutedAsync();
        var load = await scene.StartUnderLoadAsync();

        await queue.DeleteExchangeAsync();

        var expected = await load.Appended;
        RelayScene.ShouldHoldThePromise(await RelayScene.ReceiveAsync(queue, expected), expected);
        (await scene.UntilAsync(state => state.Waiting is null)).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task a_full_queue_holds_the_relay_back_and_a_drained_one_gets_the_rest()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange, capacity: 20);
        scene.StartRelay();
        var expected = await scene.AppendAsync(150);
        while (!scene.Notices.OfType<RelayNotice.Refused>().Any())
            await Task.Delay(20, Cancellation);

        var arrived = await RelayScene.ReceiveAsync(queue, expected);

        RelayScene.ShouldHoldThePromise(arrived, expected);
        await scene.UntilUpToDateAsync();
        scene.Notices.OfType<RelayNotice.Refused>().ShouldAllBe(refused => refused.Reason.Contains("basic.nack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_broker_that_is_low_on_memory_is_waited_for_and_costs_no_append()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        scene.StartRelay();
        var first = await scene.AppendAsync(20);
        await scene.UntilUpToDateAsync();

        await scene.Broker.SetMemoryAlarmAsync(isOn: true, Cancellation);
        IReadOnlyList<Guid> second;
        try
        {
            second = await scene.AppendAsync(300);
            (await scene.UntilAsync(state => state.Waiting is not null)).Waiting!.Reason.ShouldBe("the broker takes nothing for now: low on memory");
            await scene.UntilNoTransactionLastsAsync();
        }
        finally
        {
            await scene.Broker.SetMemoryAlarmAsync(isOn: false, Cancellation);
        }

        var expected = (Guid[])[.. first, .. second, .. await scene.AppendAsync(20)];
        var arrived = await RelayScene.ReceiveAsync(queue, expected);
        RelayScene.ShouldHoldThePromise(arrived, expected);
        (arrived.Count - expected.Length).ShouldBeLessThanOrEqualTo(RelayScene.LargestBatch, "however long it lasts, one batch is repeated at the most");
        await scene.UntilAsync(state => state.Waiting is null);
        scene.Notices.OfType<RelayNotice.Refused>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task what_comes_back_as_the_way_for_the_unrouted_is_gone_is_kept_once_that_is_made_again(bool isExchangeGone)
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var unrouted = BoundQueue.Of(scene.Broker, scene.Exchange, scene.Exchange + ".unrouted");
        scene.StartRelay();
        var before = await scene.AppendAsync(5);
        await RelayScene.ReceiveAsync(unrouted, before);
        await scene.UntilUpToDateAsync();

        await unrouted.DeleteUnroutedAsync(isExchangeGone);
        var expected = await scene.AppendAsync(20);

        RelayScene.ShouldHoldThePromise(await RelayScene.ReceiveAsync(unrouted, expected), expected);
        await scene.UntilUpToDateAsync();
        (await scene.UntilAsync(state => state.Waiting is null)).IsOpen.ShouldBeTrue("no event was given up");
    }

    [Fact]
    public async Task what_no_queue_is_bound_for_is_kept_in_the_unrouted_queue()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        scene.StartRelay();
        var expected = await scene.AppendAsync(20);
        await scene.UntilUpToDateAsync();

        await using var unrouted = BoundQueue.Of(scene.Broker, scene.Exchange, scene.Exchange + ".unrouted");
        var arrived = await RelayScene.ReceiveAsync(unrouted, expected);

        arrived.Select(item => item.Id).ShouldBe(expected);
    }
}
