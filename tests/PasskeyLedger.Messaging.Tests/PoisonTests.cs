using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>An event that the broker does not take, and what an operator can do about it.</summary>
[Collection(BrokerTests.Name)]
public sealed class PoisonTests(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    private static readonly string TooLarge = $$"""{"credentialId":"{{new string('A', RabbitMqBroker.LargestMessage)}}"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_relay_stops_at_an_event_that_is_too_large_and_goes_on_when_an_operator_says_how()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        var before = await scene.AppendAsync(30);
        var poison = (await scene.AppendAsync(1, data: TooLarge)).Single();
        var after = await scene.AppendAsync(30);
        scene.StartRelay(maximumAttempts: 3);

        var stopped = (await scene.UntilAsync(state => state.Stop is not null)).Stop!;
        stopped.EventId.ShouldBe(poison);
        stopped.EventType.ShouldBe("credential_deleted");
        stopped.Attempts.ShouldBe(3);
        stopped.Reason.ShouldContain("406 PRECONDITION_FAILED");

        // It is told once it is written down.
        while (!scene.Notices.OfType<RelayNotice.Stopped>().Any())
            await Task.Delay(20, Cancellation);
        scene.Notices.OfType<RelayNotice.Stopped>().ShouldHaveSingleItem().Position.ShouldBe(stopped.Position);
        var backlog = await scene.Control.ReadBacklogAsync(Cancellation);
        backlog.Depth.ShouldBe(31, "what came before is published, and nothing behind it");
        backlog.Since.ShouldNotBeNull();
        var arrived = await RelayScene.ReceiveAsync(queue, before);

        // Tried again, it is refused again.
        await scene.Control.ResumeAsync(Cancellation);
        await scene.UntilAsync(state => state.Stop is { } again && again.At > stopped.At);

        // Left out, the rest goes on.
        (await scene.Control.MoveAsync(stopped.Position, Cancellation)).ShouldBe(stopped.Position);
        await scene.Control.ResumeAsync(Cancellation);
        arrived = [.. arrived, .. await RelayScene.ReceiveAsync(queue, after)];

        arrived.ShouldNotContain(item => item.Id == poison);
        RelayScene.ShouldHoldThePromise(arrived, [.. before, .. after]);
    }

    [Fact]
    public async Task a_paused_relay_publishes_nothing_and_a_resumed_one_repeats_nothing()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        var load = await scene.StartUnderLoadAsync();

        await scene.Control.PauseAsync(Cancellation);
        while (!scene.Notices.OfType<RelayNotice.Closed>().Any())
            await Task.Delay(20, Cancellation);
        var expected = (Guid[])[.. await load.Appended, .. await scene.AppendAsync(10)];
        var depth = (await scene.Control.ReadBacklogAsync(Cancellation)).Depth;
        depth.ShouldBeGreaterThanOrEqualTo(10);
        await Task.Delay(300, Cancellation);
        (await scene.Control.ReadBacklogAsync(Cancellation)).Depth.ShouldBe(depth);
        await scene.Control.ResumeAsync(Cancellation);

        var arrived = await RelayScene.ReceiveAsync(queue, expected);
        RelayScene.ShouldHoldThePromise(arrived, expected);
        RelayScene.ShouldHaveNoRepetition(arrived);
    }

    [Fact]
    public async Task a_rewound_relay_publishes_again_though_nothing_is_appended()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        scene.StartRelay();
        var expected = await scene.AppendAsync(20);
        var first = await RelayScene.ReceiveAsync(queue, expected);
        await scene.UntilUpToDateAsync();

        (await scene.Control.MoveAsync(first[9].Position, Cancellation)).ShouldBe(first[9].Position);

        (await RelayScene.ReceiveAsync(queue, expected.Skip(10).ToArray())).Select(item => item.Id).ShouldBe(expected.Skip(10));
        (await scene.Control.MoveAsync(1_000_000, Cancellation)).ShouldBeNull("the log does not go that far");
    }

    [Fact]
    public async Task who_starts_from_now_gets_nothing_of_before()
    {
        await using var scene = await RelayScene.CreateAsync(postgres, rabbit);
        await using var queue = await BoundQueue.CreateAsync(scene.Broker, scene.Exchange);
        await scene.AppendAsync(20);

        (await scene.Control.MoveAsync(position: null, Cancellation)).ShouldNotBeNull();
        scene.StartRelay();
        var expected = await scene.AppendAsync(5);

        (await RelayScene.ReceiveAsync(queue, expected)).Select(item => item.Id).ShouldBe(expected);
    }
}
