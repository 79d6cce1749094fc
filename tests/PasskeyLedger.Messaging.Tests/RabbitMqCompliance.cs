using PasskeyLedger.Messaging.Compliance;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

// The publisher to RabbitMQ keeps every promise of the port.
[Collection(BrokerTests.Name)]
public sealed class RabbitMqCompliance(RabbitMqFixture fixture) : PublisherCompliance(async capacity => await RabbitMqHost.CreateAsync(await fixture.GetAsync(), capacity));

internal sealed class RabbitMqHost : EventPublisherHost
{
    private readonly TcpProxy proxy;
    private readonly BoundQueue queue;

    private RabbitMqHost(TcpProxy proxy, BoundQueue queue)
    {
        this.proxy = proxy;
        this.queue = queue;
        Publisher = new RabbitMqPublisher(new() { Uri = RabbitMqBroker.UriFor(proxy.Port), Exchange = queue.Exchange });
    }

    public override IEventPublisher Publisher { get; }

    public override string? Secret => RabbitMqBroker.Secret;

    public static async Task<RabbitMqHost> CreateAsync(RabbitMqBroker broker, int? capacity) =>
        new(new TcpProxy(broker.Port), await BoundQueue.CreateAsync(broker, BoundQueue.NewExchange(), capacity: capacity));

    public override async Task<IReadOnlyList<ArrivedMessage>> ReceiveAsync(int count)
    {
        List<ArrivedMessage> arrived = [];
        while (arrived.Count < count)
            arrived.Add(await queue.TakeAsync());
        return arrived;
    }

    public override Task GoAwayAsync()
    {
        proxy.IsBlocked = true;
        proxy.Cut();
        return Task.CompletedTask;
    }

    public override Task ComeBackAsync()
    {
        proxy.IsBlocked = false;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await queue.DisposeAsync();
        await proxy.DisposeAsync();
    }
}
