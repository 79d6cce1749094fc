using PasskeyLedger.Contracts;
using PasskeyLedger.SampleConsumer;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.EndToEnd.Tests.Messaging;

/// <summary>The service with a broker, on one or more nodes, users that register passkeys, and the sample consumer with a database of its own.</summary>
internal sealed class PublishingService : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    private readonly List<ServiceProcess> nodes = [];
    private readonly CancellationTokenSource stop = new();
    private readonly string exchange = $"exchange-{Guid.NewGuid():N}";
    private Task consuming = Task.CompletedTask;

    private PublishingService(Uri broker, PostgresDatabase ledger, PostgresDatabase consumed)
    {
        Broker = broker;
        Ledger = ledger;
        Consumed = consumed;
    }

    public Uri Broker { get; }

    public PostgresDatabase Ledger { get; }

    public PostgresDatabase Consumed { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PublishingService> CreateAsync(PostgresFixture postgres, Uri broker) =>
        new(broker, await postgres.CreateEmptyDatabaseAsync(), await postgres.CreateEmptyDatabaseAsync());

    /// <summary>Starts a node. It is ready, with or without a broker.</summary>
    /// <param name="otherPort">Where a node that was killed is started again.</param>
    public async Task<ServiceProcess> StartNodeAsync(int? otherPort = null)
    {
        var node = await ServiceProcess.StartAsync(
            new ServiceProcessOptions
            {
                ConnectionString = Ledger.ConnectionString,
                Port = otherPort,
                Variables = Variables(),
            },
            Cancelled);
        nodes.Add(node);
        return node;
    }

    /// <summary>A command on the same configuration.</summary>
    public Task<(int ExitCode, string Output)> CommandAsync(params string[] arguments) =>
        new ServiceCommand("Development", Ledger.ConnectionString, Variables()).RunAsync(arguments);

    public async Task StartConsumerAsync()
    {
        var consumer = new LedgerConsumer(Broker, exchange, $"{exchange}.sample", "#", Consumed.DataSource);
        await consumer.PrepareAsync(Cancelled);
        consuming = consumer.RunAsync(stop.Token);
    }

    /// <summary>One user's registration from start to end, over HTTP.</summary>
    public static async Task RegisterAsync(ServiceProcess node)
    {
        var client = new AWSCognitoIdentityProviderServiceClient(node.Http, node.Address);
        var token = await node.IssueDevelopmentTokenAsync(RunningService.NewUsername(), Cancelled);
        var started = await client.StartWebAuthnRegistrationAsync(new() { AccessToken = token }, Cancelled);
        var answer = new SoftwareAuthenticator { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) }.Register(
            RegistrationCeremony.FromOptions(started.CredentialCreationOptions, node.Address.GetLeftPart(UriPartial.Authority)));
        await client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = token, Credential = answer.ToJsonElement() }, Cancelled);
    }

    /// <summary>Waits until the consumer has handled every event of the ledger, and checks that it did so once each and each stream in order.</summary>
    public async Task UntilConsumedAsync()
    {
        await UntilAsync(Consumed, "count(DISTINCT event_id) = " + (await Ledger.ScalarAsync("SELECT count(*) FROM mt_events")) + " FROM consumer_effects");
        (await Consumed.LinesAsync("SELECT event_id FROM consumer_effects")).ShouldBe(await Ledger.LinesAsync("SELECT id FROM mt_events"), ignoreOrder: true);
        (await Consumed.LinesAsync("SELECT stream FROM (SELECT stream, position, lag(position) OVER (PARTITION BY pool, stream ORDER BY turn) AS before FROM consumer_effects) AS e WHERE before > position"))
            .ShouldBeEmpty("each stream's events in order");
    }

    /// <summary>Waits until a condition holds in a database.</summary>
    public static async Task UntilAsync(PostgresDatabase database, string condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!(bool)(await database.ScalarAsync($"SELECT {condition}"))!)
        {
            if (TimeProvider.System.GetElapsedTime(since) > LongestWait)
                throw new TimeoutException($"It did not come to be that {condition}.");
            await Task.Delay(50, Cancelled);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await consuming;
        foreach (var node in nodes)
            await node.DisposeAsync();
        await Ledger.DisposeAsync();
        await Consumed.DisposeAsync();
        stop.Dispose();
    }

    private Dictionary<string, string?> Variables() => new(StringComparer.Ordinal)
    {
        ["RabbitMq__Uri"] = Broker.OriginalString,
        ["RabbitMq__Exchange"] = exchange,
        ["RateLimits__PerAddressPerMinute"] = "100000",
    };
}
