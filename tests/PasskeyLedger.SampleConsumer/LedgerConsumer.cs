using System.Reflection;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace PasskeyLedger.SampleConsumer;

/// <summary>
/// Handles each event of the ledger once in effect, though the bus promises it at least once: the position of the last event
/// handled is kept for each stream, and commits together with what handling does. The broker is told only then.
/// </summary>
/// <param name="queue">The consumer's own durable queue. Consumers of one queue share its events; then keep them apart by stream.</param>
/// <param name="pattern">Which events, by routing key: <c>#</c>, <c>{pool}.*</c>, <c>#.registration_completed</c>.</param>
public sealed class LedgerConsumer(Uri broker, string exchange, string queue, string pattern, NpgsqlDataSource database)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);
    private static readonly string TablesSql = Read("Tables.sql");
    private static readonly string HandleSql = Read("Handle.sql");

    /// <summary>Makes the tables, and the queue, so that nothing that is published from then on is missed.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var tables = database.CreateCommand(TablesSql);
        await tables.ExecuteNonQueryAsync(cancellationToken);
        await using var connection = await ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await DeclareAsync(channel, cancellationToken);
    }

    /// <summary>Consumes until it is cancelled. A broker or a database that goes away is waited for.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is RabbitMQClientException or NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                // What was not acknowledged comes again.
            }

            await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Handles one event.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> HandleAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(HandleSql);
        command.Parameters.AddRange(new object[] { received.Id, received.Type, received.Pool, received.Stream, received.Position }.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await DeclareAsync(channel, cancellationToken);
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 200, global: false, cancellationToken);

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            // One that could not be handled must not be overtaken by those behind it: all come again, in order.
            if (ended.Task.IsCompleted)
                return;
            try
            {
                await HandleAsync(ReceivedEvent.Read(delivery.Body), cancellationToken);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancellationToken);
            }
            catch (Exception failure)
            {
                ended.TrySetException(failure);
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
        await ended.Task.WaitAsync(cancellationToken);
    }

    private Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = queue }.CreateConnectionAsync(cancellationToken);

    private async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        // As the relay declares it: whoever comes first makes it.
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["alternate-exchange"] = exchange + ".unrouted" };
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, exchange, pattern, cancellationToken: cancellationToken);
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(LedgerConsumer).Namespace}.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
