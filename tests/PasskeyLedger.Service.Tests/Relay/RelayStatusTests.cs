using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Forensics;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Relay;

/// <summary>What <c>relay status</c> tells of a ledger whose service publishes nothing.</summary>
public sealed class RelayStatusTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Broker = "--RabbitMq:Uri=amqp://somebody:hush@broker.example";

    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task without_a_broker_it_says_that_none_is_configured()
    {
        await ledger.User(Pools.Plain).StartAsync();

        var said = await shell.RunAsync("relay", "status");
        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.Lines[0].ShouldBe("state     not configured");
        said.Lines[1].ShouldContain("No broker is configured here (RabbitMq:Uri)");
        var json = (await shell.RunAsync("relay", "status", "--json")).Json;
        json.GetProperty("state").GetString().ShouldBe("not configured");
        json.GetProperty("active").GetBoolean().ShouldBeFalse();
        json.GetProperty("backlog").GetProperty("events").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task with_a_broker_and_no_node_that_publishes_it_says_so()
    {
        await ledger.User(Pools.Plain).StartAsync();

        var said = await shell.RunAsync("relay", "status", Broker);

        said.Lines[0].ShouldBe("state     behind");
        said.Lines[1].ShouldBe("          No node publishes.");
        said.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public async Task a_relay_of_another_node_is_seen_where_no_broker_is_configured()
    {
        await ledger.User(Pools.Plain).StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var taken = new TaskCompletionSource();
        var elsewhere = ledger.Store.SubscribeAsync(
            new()
            {
                Name = EventRelay.SubscriptionName,
                // In no transaction: one that is held would hold back whoever reads a log on this server.
                Ready = token =>
                {
                    taken.TrySetResult();
                    return Task.Delay(Timeout.Infinite, token);
                },
                Handle = (_, _) => Task.CompletedTask,
            },
            stop.Token);
        await taken.Task.WaitAsync(TestContext.Current.CancellationToken);

        var json = (await shell.RunAsync("relay", "status", "--json")).Json;
        json.GetProperty("state").GetString().ShouldBe("behind");
        json.GetProperty("active").GetBoolean().ShouldBeTrue();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => elsewhere);
        (await shell.RunAsync("relay", "status", "--json")).Json.GetProperty("active").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task an_order_is_told_whether_or_not_there_is_a_broker()
    {
        await shell.RunAsync("relay", "pause");
        (await shell.RunAsync("relay", "status")).Lines[0].ShouldBe("state     paused");
        await shell.RunAsync("relay", "resume");
        (await shell.RunAsync("relay", "status")).Lines[0].ShouldBe("state     not configured");
    }

    [Fact]
    public async Task a_broker_that_cannot_be_one_is_named_without_its_secret()
    {
        var said = await shell.RunAsync("relay", "status", "--RabbitMq:Uri=http://somebody:hush@broker.example");

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("RabbitMq:Uri");
        said.ToString().ShouldNotContain("hush");
    }
}
