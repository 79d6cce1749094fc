using RabbitMQ.Client;

namespace PasskeyLedger.Benchmarks.Relaying;

/// <summary>A durable queue for one contestant's turn, deleted afterwards with its exchanges.</summary>
internal sealed class BenchmarkQueue(IConnection connection, IChannel channel, string exchange) : IAsyncDisposable
{
    public static async Task<BenchmarkQueue> CreateAsync(Uri broker, string exchange, CancellationToken cancellationToken)
    {
        var opened = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        var made = await opened.CreateChannelAsync(cancellationToken: cancellationToken);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["alternate-exchange"] = exchange + ".unrouted" };
        await made.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await made.QueueDeclareAsync(exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await made.QueueBindAsync(exchange, exchange, "#", cancellationToken: cancellationToken);
        return new(opened, made, exchange);
    }

    /// <summary>Checks that the queue has got what was to be published.</summary>
    public async Task CheckAsync(int expected, CancellationToken cancellationToken)
    {
        var count = await channel.MessageCountAsync(exchange, cancellationToken);
        if (count < expected)
            throw new InvalidOperationException($"The queue has {count} messages, and {expected} were confirmed.");
    }

    public async ValueTask DisposeAsync()
    {
        await channel.QueueDeleteAsync(exchange);
        await channel.ExchangeDeleteAsync(exchange);
        await channel.QueueDeleteAsync(exchange + ".unrouted");
        await channel.ExchangeDeleteAsync(exchange + ".unrouted");
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
