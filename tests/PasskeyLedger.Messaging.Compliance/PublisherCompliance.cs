using System.Text;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Messaging.Compliance;

/// <summary>
/// What an implementation of <see cref="IEventPublisher"/> promises. Derive from it, and pass how to make a host whose bus holds
/// no more than so many messages that nobody has received, or any number.
/// </summary>
public abstract class PublisherCompliance(Func<int?, Task<EventPublisherHost>> host)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_published_arrives_as_it_was_sent_and_in_its_order()
    {
        await using var bus = await OpenAsync();
        var messages = Messages(200, streams: 7);

        (await bus.Publisher.PublishAsync(messages, Cancellation)).ShouldBe(new PublishOutcome.Published(200));
        var arrived = await bus.ReceiveAsync(200);

        arrived.Select(message => message.Id).ShouldBe(messages.Select(message => message.Id));
        arrived[3].RoutingKey.ShouldBe("pool_a.something_happened");
        arrived[3].ContentType.ShouldBe("application/cloudevents+json");
        arrived[3].Body.ShouldBe(messages[3].Body.ToArray());
        arrived.ShouldAllBe(message => message.IsPersistent);
    }

    [Fact]
    public async Task calls_follow_each_other_and_none_is_empty_handed()
    {
        await using var bus = await OpenAsync();
        var messages = Messages(30, streams: 3);

        (await bus.Publisher.PublishAsync([], Cancellation)).ShouldBe(new PublishOutcome.Published(0));
        foreach (var message in messages)
            (await bus.Publisher.PublishAsync([message], Cancellation)).ShouldBe(new PublishOutcome.Published(1));

        (await bus.ReceiveAsync(30)).Select(message => message.Id).ShouldBe(messages.Select(message => message.Id));
    }

    [Fact]
    public async Task many_of_one_stream_arrive_in_order()
    {
        await using var bus = await OpenAsync();
        var messages = Messages(100, streams: 1);

        (await bus.Publisher.PublishAsync(messages, Cancellation)).ShouldBe(new PublishOutcome.Published(100));

        (await bus.ReceiveAsync(100)).Select(message => message.Id).ShouldBe(messages.Select(message => message.Id));
    }

    [Fact]
    public async Task a_bus_that_is_away_is_an_outcome_and_it_works_again_when_it_is_back()
    {
        await using var bus = await OpenAsync();
        var messages = Messages(3, streams: 3);
        await bus.GoAwayAsync();

        (await bus.Publisher.PublishAsync(messages, Cancellation)).ShouldBeOfType<PublishOutcome.Unavailable>().Confirmed.ShouldBe(0);
        var why = (await bus.Publisher.OpenAsync(Cancellation)).ShouldNotBeNull();
        if (bus.Secret is { } secret)
            why.ShouldNotContain(secret);
        (await bus.Publisher.PublishAsync(messages, Cancellation)).ShouldBeOfType<PublishOutcome.Unavailable>();

        await bus.ComeBackAsync();
        (await bus.Publisher.OpenAsync(Cancellation)).ShouldBeNull();
        (await bus.Publisher.PublishAsync(messages, Cancellation)).ShouldBe(new PublishOutcome.Published(3));
        (await bus.ReceiveAsync(3)).Select(message => message.Id).ShouldBe(messages.Select(message => message.Id));
    }

    [Fact]
    public async Task what_a_full_bus_refuses_is_told_and_nothing_of_a_stream_overtakes_it()
    {
        const int capacity = 10;
        await using var bus = await OpenAsync(capacity);
        var messages = Messages(60, streams: 4);
        var arrived = new List<ArrivedMessage>();

        // A consumer takes some each time that the bus is full, and the publisher goes on from the first that is not confirmed.
        for (var from = 0; from < messages.Count;)
        {
            var outcome = await bus.Publisher.PublishAsync([.. messages.Skip(from)], Cancellation);
            from += outcome.Confirmed;
            if (from == messages.Count)
                break;
            outcome.ShouldBeOfType<PublishOutcome.Refused>().Reason.ShouldNotBeEmpty();
            arrived.AddRange(await bus.ReceiveAsync(1));
        }

        while (arrived.Select(message => message.Id).Distinct().Count() < messages.Count)
            arrived.AddRange(await bus.ReceiveAsync(1));
        var firsts = arrived.Select(message => message.Id).Distinct().ToList();
        firsts.Count.ShouldBe(messages.Count);
        foreach (var stream in messages.GroupBy(message => message.Stream))
            firsts.Where(id => stream.Any(message => message.Id == id)).ShouldBe(stream.Select(message => message.Id), stream.Key.ToString());
    }

    [Fact]
    public async Task who_is_asked_to_stop_sends_no_more_and_says_how_far_it_came()
    {
        await using var bus = await OpenAsync();
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        (await bus.Publisher.PublishAsync(Messages(5, streams: 5), stopping.Token)).ShouldBe(new PublishOutcome.Published(0));
    }

    private async Task<EventPublisherHost> OpenAsync(int? capacity = null)
    {
        var bus = await host(capacity);
        (await bus.Publisher.OpenAsync(Cancellation)).ShouldBeNull();
        return bus;
    }

    private static List<EventMessage> Messages(int count, int streams) =>
    [
        .. Enumerable.Range(0, count).Select(number => new EventMessage(
            Guid.CreateVersion7(),
            new StreamId(new("pool_a"), new($"passkeys/user-{number % streams}")),
            "something_happened",
            "pool_a.something_happened",
            DateTimeOffset.UnixEpoch,
            Encoding.UTF8.GetBytes($$"""{"number":{{number}}}"""))),
    ];
}
