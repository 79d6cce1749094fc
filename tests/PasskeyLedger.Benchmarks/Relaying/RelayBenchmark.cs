using System.Diagnostics;
using Npgsql;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Messaging;
using PasskeyLedger.Messaging.CloudEvents;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Benchmarks.Relaying;

/// <summary>
/// The relay catching up with a backlog, against a publisher that has the same bodies in memory and waits for the same confirms:
/// on one broker and one PostgreSQL that write to disk, in turns.
/// </summary>
internal static class RelayBenchmark
{
    private const int Callers = 64;
    private static readonly Goal RateRatio = new Goal.AtLeast(0.5);

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    /// <exception cref="PlatformNotSupportedException">RabbitMQ is not on this machine.</exception>
    public static async Task RunAsync(int events, int rounds, CancellationToken cancellationToken)
    {
        if (RabbitMqBroker.WhyNot is { } whyNot)
            throw new PlatformNotSupportedException(whyNot);
        var folder = Path.Combine("/var/tmp", $"passkey-ledger-benchmarks-{Guid.NewGuid():N}");
        try
        {
            await using var server = await PrivatePostgres.StartAsync(
                new PrivatePostgresOptions { Folder = folder, MayUseDocker = false, MayInstall = false }, cancellationToken);
            await using var broker = await RabbitMqBroker.StartAsync(cancellationToken);
            await using var database = NpgsqlDataSource.Create(server.ConnectionString);
            await new Migrator(database, MigrationSource.EventStore, MessagingMigrations.Source).ApplyAsync(cancellationToken);
            await using var store = new NpgsqlEventStore(database);
            await FillAsync(store, events, cancellationToken);
            await MeasureAsync(store, database, broker.Uri, events, rounds, cancellationToken);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        NpgsqlEventStore store, NpgsqlDataSource database, Uri broker, int events, int rounds, CancellationToken cancellationToken)
    {
        var bodies = await BodiesAsync(store, cancellationToken);
        Func<string, Task<double>>[] contestants =
        [
            exchange => BarePublisher.RunAsync(broker, exchange, bodies, events, cancellationToken),
            exchange => CatchUpAsync(store, database, broker, exchange, events, cancellationToken),
        ];
        var rates = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            foreach (var index in Turns.Of(Math.Max(round, 0), contestants.Length))
            {
                // Each into a queue of its own, which is empty at first and away afterwards.
                var exchange = $"benchmark-{Guid.NewGuid():N}";
                await using var queue = await BenchmarkQueue.CreateAsync(broker, exchange, cancellationToken);
                var rate = await contestants[index](exchange);
                await queue.CheckAsync(events, cancellationToken);

                // The first round warms up.
                if (round >= 0)
                    rates[index].Add(rate);
            }
        }

        var ratio = Statistics.Ratio(rates[1], rates[0], rate => rate);
        new Table($"{events} events, {bodies.Average(message => message.Body.Length):0} bytes each", "events/s")
            .Row("RabbitMQ.Client with confirms", Statistics.Median(rates[0]))
            .Row("the relay", Statistics.Median(rates[1]))
            .Print(Console.Out);
        new Table("ratio", "measured", "goal").Row("events/s, relay : client", ratio, RateRatio.Judge(ratio)).Print(Console.Out);
    }

    private static async Task<double> CatchUpAsync(
        NpgsqlEventStore store, NpgsqlDataSource database, Uri broker, string exchange, int events, CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
            await SubscriptionCheckpoint.MoveAsync(connection, EventRelay.SubscriptionName, 0, cancellationToken);
        await using var publisher = new RabbitMqPublisher(new RabbitMqOptions { Uri = broker, Exchange = exchange });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var published = 0;
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var relay = new EventRelay(
            store, new RelayControl(database), publisher, new CloudEventWriter(new HashSet<string>()), new RelayOptions(), Count, TimeProvider.System);
        await publisher.OpenAsync(cancellationToken);

        var start = Stopwatch.GetTimestamp();
        var relaying = Task.Run(() => relay.RunAsync(_ => { }, stop.Token), CancellationToken.None);
        await (await Task.WhenAny(relaying, caughtUp.Task.WaitAsync(cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        await stop.CancelAsync();
        await relaying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return events / elapsed.TotalSeconds;

        void Count(RelayNotice notice)
        {
            if (notice is RelayNotice.Published { Count: var count } && (published += count) >= events)
                caughtUp.TrySetResult();
        }
    }

    // As 64 users at a time leave them: the two events of a registration are some way apart.
    private static async Task FillAsync(NpgsqlEventStore store, int events, CancellationToken cancellationToken)
    {
        var left = events / 2;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    var user = RegistrationAppends.NewUser();
                    await store.AppendAsync(RegistrationAppends.Started(user), cancellationToken);
                    await store.AppendAsync(RegistrationAppends.Completed(user), cancellationToken);
                }
            },
            cancellationToken)));
    }

    // Those of a page, again and again: they are as large as the others.
    private static async Task<IReadOnlyList<EventMessage>> BodiesAsync(NpgsqlEventStore store, CancellationToken cancellationToken)
    {
        var page = await store.ReadLogAsync(0, 1000, cancellationToken);
        return new CloudEventWriter(new HashSet<string>()).Write(page);
    }
}
