using System.Diagnostics;
using PasskeyLedger.Messaging;
using PasskeyLedger.Messaging.CloudEvents;
using RabbitMQ.Client;

namespace PasskeyLedger.Benchmarks.Relaying;

/// <summary>What RabbitMQ.Client does by itself: persistent messages with confirms, as many under way as the relay has.</summary>
internal static class BarePublisher
{
    private const int MostUnderWay = 1000;

    /// <returns>Confirmed messages a second.</returns>
    public static async Task<double> RunAsync(Uri broker, string exchange, IReadOnlyList<EventMessage> bodies, int count, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
        using var free = new SemaphoreSlim(MostUnderWay, MostUnderWay);
        var confirmed = 0UL;
        channel.BasicAcksAsync += (_, ack) =>
        {
            // A tag confirmed by itself leaves those before it to come; these are counted when they do.
            var number = ack.Multiple ? (int)(ack.DeliveryTag - confirmed) : 1;
            confirmed += (ulong)number;
            free.Release(number);
            return Task.CompletedTask;
        };

        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < count; sent++)
        {
            await free.WaitAsync(cancellationToken);
            var message = bodies[sent % bodies.Count];
            var properties = new BasicProperties { MessageId = message.Id.ToString("D"), ContentType = CloudEventWriter.ContentType, Persistent = true };
            await channel.BasicPublishAsync(exchange, message.RoutingKey, mandatory: true, properties, message.Body, cancellationToken);
        }

        for (var left = 0; left < MostUnderWay; left++)
            await free.WaitAsync(cancellationToken);
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
