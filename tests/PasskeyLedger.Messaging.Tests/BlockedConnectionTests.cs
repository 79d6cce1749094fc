using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>A connection that the broker takes nothing from, until everything on the way to it is full.</summary>
[Collection(BrokerTests.Name)]
public sealed class BlockedConnectionTests(RabbitMqFixture rabbit)
{
    // More messages than the client library queues, and more bytes than the two sockets buffer.
    private const int TooMany = 600;
    private const int Large = 128 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_published_after_a_message_that_found_no_way_is_confirmed_as_itself()
    {
        var broker = await rabbit.GetAsync();
        await using var queue = await BoundQueue.CreateAsync(broker, BoundQueue.NewExchange());
        await using var proxy = new TcpProxy(broker.Port);
        await using var publisher = new RabbitMqPublisher(new() { Uri = RabbitMqBroker.UriFor(proxy.Port), Exchange = queue.Exchange, PublishTimeout = TimeSpan.FromSeconds(6) });
        (await publisher.OpenAsync(Cancellation)).ShouldBeNull();

        await broker.SetMemoryAlarmAsync(isOn: true, Cancellation);
        try
        {
            // That the broker takes nothing is heard when there is no more room.
            proxy.HoldAnswers();
            var publishing = publisher.PublishAsync([.. Enumerable.Range(0, TooMany).Select(_ => Message(Large))], Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
            proxy.LetAnswersGo();
            (await publishing).ShouldBeOfType<PublishOutcome.Unavailable>().Confirmed.ShouldBe(0);
        }
        finally
        {
            await broker.SetMemoryAlarmAsync(isOn: false, Cancellation);
        }

        while (await publisher.OpenAsync(Cancellation) is not null)
            await Task.Delay(20, Cancellation);
        (await publisher.PublishAsync([Message(1), Message(1), Message(1)], Cancellation)).ShouldBe(new PublishOutcome.Published(3));
    }

    private static EventMessage Message(int length)
    {
        var id = Guid.CreateVersion7();
        return new(id, new(new("pool_a"), new($"passkeys/{id}")), "credential_deleted", "pool_a.credential_deleted", DateTimeOffset.UtcNow, new byte[length]);
    }
}
