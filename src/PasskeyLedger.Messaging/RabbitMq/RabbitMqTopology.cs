using RabbitMQ.Client;

namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>
/// The exchanges and the queue that the relay needs, which it makes where they are missing. Queues for consumers are the
/// consumers' own to declare.
/// </summary>
internal static class RabbitMqTopology
{
    /// <summary>The exchange, and the queue bound to it, that keep what has no queue of its own.</summary>
    public static string UnroutedOf(string exchange) => exchange + ".unrouted";

    public static async Task DeclareAsync(IChannel channel, string exchange, CancellationToken cancellationToken)
    {
        var unrouted = UnroutedOf(exchange);
        await channel.ExchangeDeclareAsync(unrouted, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(unrouted, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(unrouted, unrouted, routingKey: "", cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            exchange,
            ExchangeType.Topic,
            durable: true,
            autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["alternate-exchange"] = unrouted },
            cancellationToken: cancellationToken);
    }
}
