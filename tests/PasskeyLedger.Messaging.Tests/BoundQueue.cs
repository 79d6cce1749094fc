using PasskeyLedger.Messaging.Compliance;
using PasskeyLedger.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>A durable queue that everything of an exchange goes to, and the messages that a test takes from it.</summary>
internal sealed class BoundQueue : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly RabbitMqBroker broker;
    private IConnection? connection;
    private IChannel? channel;

    private BoundQueue(RabbitMqBroker broker, string exchange, string name)
    {
        this.broker = broker;
        Exchange = exchange;
        Name = name;
    }

    public string Exchange { get; }

    public string Name { get; }

    /// <summary>A name that no other test's exchange has.</summary>
    public static string NewExchange() => $"exchange-{Guid.NewGuid():N}";

    /// <param name="capacity">With a number, the queue rejects what is published beyond it.</param>
    public static async Task<BoundQueue> CreateAsync(RabbitMqBroker broker, string exchange, int? capacity = null)
    {
        var queue = new BoundQueue(broker, exchange, $"{exchange}.test");
        var made = await queue.ChannelAsync();
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (capacity is { } most)
            (arguments["x-max-length"], arguments["x-overflow"]) = (most, "reject-publish");
        await made.ExchangeDeclareAsync(
            exchange, ExchangeType.Topic, durable: true, arguments: new Dictionary<string, object?>(StringComparer.Ordinal) { ["alternate-exchange"] = exchange + ".unrouted" });
        await made.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, arguments);
        await made.QueueBindAsync(queue.Name, exchange, "#");
        return queue;
    }

    /// <summary>A queue that is there already.</summary>
    public static BoundQueue Of(RabbitMqBroker broker, string exchange, string name) => new(broker, exchange, name);

    /// <summary>What the unrouted exchange is given goes to this queue, too.</summary>
    public async Task BindUnroutedAsync()
    {
        var bound = await ChannelAsync();
        await bound.ExchangeDeclareAsync(Exchange + ".unrouted", ExchangeType.Fanout, durable: true);
        await bound.QueueBindAsync(Name, Exchange + ".unrouted", "");
    }

    public async Task DeleteExchangeAsync() => await (await ChannelAsync()).ExchangeDeleteAsync(Exchange);

    /// <summary>Takes away where what no queue is bound for goes: the exchange, or the queue alone.</summary>
    public async Task DeleteUnroutedAsync(bool isExchange)
    {
        var deleting = await ChannelAsync();
        if (isExchange)
            await deleting.ExchangeDeleteAsync(Exchange + ".unrouted");
        else
            await deleting.QueueDeleteAsync(Exchange + ".unrouted");
    }

    /// <summary>The next message, taken for good; waits for it, through a broker's absence too.</summary>
    public async Task<ArrivedMessage> TakeAsync()
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(patience) < LongestWait)
        {
            if (await TryTakeAsync() is { } message)
                return message;
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"No message arrived in {Name} within {LongestWait}.");
    }

    /// <summary>The next message, taken for good; null where there is none now, or no broker.</summary>
    public async Task<ArrivedMessage?> TryTakeAsync()
    {
        try
        {
            return await (await ChannelAsync()).BasicGetAsync(Name, autoAck: true, TestContext.Current.CancellationToken) is { } got
                ? new(Guid.Parse(got.BasicProperties.MessageId!), got.RoutingKey, got.BasicProperties.ContentType, got.BasicProperties.Persistent, got.Body.ToArray())
                : null;
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException)
        {
            await DisposeAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var closed = connection;
        (connection, channel) = (null, null);
        if (closed is not null)
            await closed.DisposeAsync();
    }

    private async Task<IChannel> ChannelAsync()
    {
        if (channel is { IsOpen: true })
            return channel;
        await DisposeAsync();
        connection = await broker.ConnectAsync(TestContext.Current.CancellationToken);
        return channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
    }
}
