using Npgsql;
using PasskeyLedger.SampleConsumer;

if (args is not [var broker, var exchange, var queue, var connectionString])
{
    Console.Error.WriteLine("usage: PasskeyLedger.SampleConsumer <amqp uri> <exchange> <queue> <connection string of its own database>");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await using var database = NpgsqlDataSource.Create(connectionString);
var consumer = new LedgerConsumer(new Uri(broker), exchange, queue, pattern: "#", database);
await consumer.PrepareAsync(stop.Token);
await consumer.RunAsync(stop.Token);
return 0;
