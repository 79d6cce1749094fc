using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Messaging.CloudEvents;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.SampleConsumer;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>A ledger, a relay, and an exchange of the broker, with a way between the two that can be cut.</summary>
internal sealed class RelayScene : IAsyncDisposable
{
    /// <summary>The most events that the relay has under way.</summary>
    public const int LargestBatch = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource stop = new();
    private readonly NpgsqlDataSource dataSource;
    private readonly Func<ValueTask> drop;
    private RabbitMqPublisher? publisher;
    private Task relaying = Task.CompletedTask;

    private RelayScene(RabbitMqBroker broker, NpgsqlDataSource dataSource, Func<ValueTask> drop)
    {
        Broker = broker;
        this.dataSource = dataSource;
        this.drop = drop;
        Proxy = new TcpProxy(broker.Port);
        Exchange = BoundQueue.NewExchange();
        Store = new NpgsqlEventStore(dataSource);
        Control = new RelayControl(dataSource);
    }

    public RabbitMqBroker Broker { get; }

    public TcpProxy Proxy { get; }

    public string Exchange { get; }

    public NpgsqlEventStore Store { get; }

    public RelayControl Control { get; }

    public ConcurrentQueue<RelayNotice> Notices { get; } = new();

    public int MaximumAttempts { get; init; } = 1_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RelayScene> CreateAsync(PostgresFixture postgres, RabbitMqFixture rabbit)
    {
        var broker = await rabbit.GetAsync();
        var database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, MessagingMigrations.Source);
        return new(broker, database.DataSource, database.DisposeAsync);
    }

    /// <summary>On a database whose maker keeps it.</summary>
    public static async Task<RelayScene> CreateAsync(NpgsqlDataSource dataSource, RabbitMqFixture rabbit) =>
        new(await rabbit.GetAsync(), dataSource, () => ValueTask.CompletedTask);

    public RelayScene StartRelay(int? maximumAttempts = null)
    {
        publisher = new RabbitMqPublisher(new()
        {
            Uri = RabbitMqBroker.UriFor(Proxy.Port), Exchange = Exchange, AnswerTimeout = TimeSpan.FromMinutes(1), PublishTimeout = TimeSpan.FromMinutes(1),
        });
        var relay = new EventRelay(
            Store,
            Control,
            publisher,
            new CloudEventWriter(new HashSet<string>()),
            new RelayOptions
            {
                LargestBatch = LargestBatch,
                MaximumAttempts = maximumAttempts ?? MaximumAttempts,
                LongestWait = TimeSpan.FromMilliseconds(400),
                ControlInterval = TimeSpan.FromMilliseconds(100),
            },
            Notices.Enqueue,
            TimeProvider.System);
        relaying = Task.Run(() => relay.RunAsync(_ => { }, stop.Token), CancellationToken.None);
        return this;
    }

    /// <summary>Starts the relay and callers that go on appending, and returns when some of it has been published.</summary>
    public async Task<Load> StartUnderLoadAsync()
    {
        StartRelay();
        var load = new Load(AppendAsync(300, pause: TimeSpan.FromMilliseconds(1)));
        while (!Notices.OfType<RelayNotice.Published>().Any())
            await Task.Delay(5, Cancellation);
        return load;
    }

    /// <summary>Appends events to one stream after another, as callers do that know nothing of a broker.</summary>
    /// <returns>What must arrive.</returns>
    public async Task<IReadOnlyList<Guid>> AppendAsync(int count, int streams = 8, TimeSpan pause = default, string data = """{"credentialId":"AA"}""")
    {
        List<Guid> appended = [];
        for (var number = 0; number < count; number++)
        {
            var at = DateTimeOffset.UtcNow;
            var added = new NewEvent
            {
                Id = Guid.CreateVersion7(at), Type = "credential_deleted", ClrType = "Example.Deleted, Example", Data = Encoding.UTF8.GetBytes(data), Timestamp = at,
            };
            var outcome = await Store.AppendAsync(
                new Append { Stream = new(new("pool_a"), new($"passkeys/user-{number % streams}")), Expected = ExpectedVersion.Any, Events = [added] }, Cancellation);
            outcome.ShouldBeOfType<AppendOutcome.Committed>();
            appended.Add(added.Id);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, Cancellation);
        }

        return appended;
    }

    /// <summary>Takes messages until each of these events has arrived.</summary>
    public static async Task<IReadOnlyList<ReceivedEvent>> ReceiveAsync(BoundQueue queue, IReadOnlyCollection<Guid> expected)
    {
        List<ReceivedEvent> arrived = [];
        HashSet<Guid> missing = [.. expected];
        while (missing.Count > 0)
        {
            var received = ReceivedEvent.Read((await queue.TakeAsync()).Body);
            arrived.Add(received);
            missing.Remove(received.Id);
        }

        return arrived;
    }

    /// <summary>The promise: every event, and each stream's in order where repetitions are dropped.</summary>
    public static void ShouldHoldThePromise(IReadOnlyList<ReceivedEvent> arrived, IReadOnlyCollection<Guid> expected)
    {
        expected.Except(arrived.Select(item => item.Id)).ShouldBeEmpty("every event arrives");
        arrived.Select(item => item.Id).Except(expected).ShouldBeEmpty("and no other");
        foreach (var stream in arrived.DistinctBy(item => item.Id).GroupBy(item => item.Stream))
            stream.Select(item => item.Position).ShouldBeInOrder(SortDirection.Ascending, stream.Key);
    }

    public static void ShouldHaveNoRepetition(IReadOnlyList<ReceivedEvent> arrived) => arrived.Select(item => item.Id).ShouldBeUnique();

    /// <summary>Waits until something holds of the relay's own words in the database.</summary>
    public async Task<RelayState> UntilAsync(Func<RelayState, bool> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var state = await Control.ReadAsync(Cancellation);
            if (holds(state))
                return state;
            if (TimeProvider.System.GetElapsedTime(since) > LongestWait)
                throw new TimeoutException($"The relay's state stayed {state}; it said {string.Join(", ", Notices)}.");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Waits until the checkpoint is at the log's end.</summary>
    public async Task UntilUpToDateAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while ((await Control.ReadBacklogAsync(Cancellation)).Depth > 0)
        {
            if (TimeProvider.System.GetElapsedTime(since) > LongestWait)
                throw new TimeoutException($"The relay did not catch up; it said {string.Join(", ", Notices)}.");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Waits until no session has been in a transaction for longer than a moment. One that waits for the broker in it never comes to that.</summary>
    public async Task UntilNoTransactionLastsAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await CountLongTransactionsAsync() > 0)
        {
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(LongestWait, "a transaction lasts");
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<long> CountLongTransactionsAsync()
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < clock_timestamp() - interval '500 milliseconds'
            """);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await relaying;
        }
        catch (OperationCanceledException)
        {
            // That is how a relay ends.
        }

        if (publisher is not null)
            await publisher.DisposeAsync();
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
        await drop();
        stop.Dispose();
    }

    /// <param name="Appended">What must arrive, once all of it is appended.</param>
    internal sealed record Load(Task<IReadOnlyList<Guid>> Appended);
}
