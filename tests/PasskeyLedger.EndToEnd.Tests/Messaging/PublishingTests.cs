using System.Net;
using System.Text.Json;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.Messaging;

/// <summary>The service publishes what it records, through kills of its nodes, and needs no broker to register.</summary>
public sealed class PublishingTests(PostgresFixture postgres, RabbitMqFixture rabbit)
{
    // Commits of the relay's checkpoint wait for this lock while somebody holds it.
    private const string HoldCheckpoints = """
        CREATE FUNCTION hold_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER hold_checkpoint AFTER UPDATE ON mt_event_progression DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.name = 'messaging') EXECUTE FUNCTION hold_checkpoint();
        SELECT pg_advisory_lock(4711);
        """;

    // Who holds the name of the relay's subscription.
    private const string RelaySessions = """
        FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32 | objid::bigint) = hashtextextended('messaging', x'6c6564676572'::bigint)
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task registrations_need_no_broker_and_the_service_says_that_it_is_away()
    {
        await using var service = await PublishingService.CreateAsync(postgres, RabbitMqBroker.UriFor(1));
        var node = await service.StartNodeAsync();

        await PublishingService.RegisterAsync(node);
        await PublishingService.UntilAsync(service.Ledger, "waiting_since IS NOT NULL FROM ledger_relay");

        using var ready = await node.Http.GetAsync("health/ready", Cancelled);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync(Cancelled)).ShouldContain("\"relay\":{\"status\":\"Degraded\"");
        var (exitCode, status) = await service.CommandAsync("relay", "status", "--json");
        exitCode.ShouldBe(0);
        using var json = JsonDocument.Parse(status);
        json.RootElement.GetProperty("state").GetString().ShouldBe("waiting");
        json.RootElement.GetProperty("backlog").GetProperty("events").GetInt64().ShouldBe(3, "the pool's settings, a start and a completion");
        node.Output.ShouldNotContain(RabbitMqBroker.Secret);
        status.ShouldNotContain(RabbitMqBroker.Secret);
    }

    [Fact]
    public async Task an_operator_acts_on_a_running_relay_from_the_shell()
    {
        await using var service = await PublishingService.CreateAsync(postgres, (await rabbit.GetAsync()).Uri);
        await service.StartConsumerAsync();
        var node = await service.StartNodeAsync();

        (await service.CommandAsync("relay", "pause")).ShouldBe((0, $"The relay is paused.{Environment.NewLine}"));
        await PublishingService.UntilAsync(service.Ledger, $"count(*) = 0 {RelaySessions}");
        await PublishingService.RegisterAsync(node);
        (await service.CommandAsync("relay", "status")).Output.ShouldContain("paused");
        (await service.Consumed.ScalarAsync("SELECT count(*) FROM consumer_effects WHERE type LIKE 'registration%'")).ShouldBe(0L);

        (await service.CommandAsync("relay", "rewind", "--to", "0")).ExitCode.ShouldBe(0);
        (await service.CommandAsync("relay", "rewind", "--to", "999999")).ExitCode.ShouldBe(1);
        (await service.CommandAsync("relay", "rewind")).ExitCode.ShouldBe(2);
        (await service.CommandAsync("relay", "resume")).ExitCode.ShouldBe(0);
        await service.UntilConsumedAsync();
    }

    [Fact]
    public async Task a_service_that_is_killed_between_publishing_and_its_checkpoint_publishes_again_and_the_consumer_drops_it()
    {
        await using var service = await PublishingService.CreateAsync(postgres, (await rabbit.GetAsync()).Uri);
        await service.StartConsumerAsync();
        var node = await service.StartNodeAsync();
        await PublishingService.RegisterAsync(node);
        await service.UntilConsumedAsync();

        await using (var holder = await service.Ledger.DataSource.OpenConnectionAsync(Cancelled))
        {
            await using var hold = holder.CreateCommand();
            hold.CommandText = HoldCheckpoints;
            await hold.ExecuteNonQueryAsync(Cancelled);
            await PublishingService.RegisterAsync(node);
            await PublishingService.UntilAsync(service.Consumed, "count(DISTINCT event_id) >= 4 FROM consumer_effects");
            (await service.Ledger.ScalarAsync("SELECT p.last_seq_id < (SELECT max(seq_id) FROM mt_events) FROM mt_event_progression p WHERE name = 'messaging'"))
                .ShouldBe(true, "what is published is not behind the checkpoint yet");

            await node.KillAsync();
            hold.CommandText = "SELECT pg_advisory_unlock(4711); DROP TRIGGER hold_checkpoint ON mt_event_progression";

            // The killed node's session ends by itself, and nobody commits what it held.
            await PublishingService.UntilAsync(service.Ledger, "count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            await hold.ExecuteNonQueryAsync(Cancelled);
        }

        var again = await service.StartNodeAsync();
        await PublishingService.RegisterAsync(again);
        await service.UntilConsumedAsync();
    }

    [Fact]
    public async Task of_two_nodes_one_publishes_and_the_other_takes_over_when_that_is_killed()
    {
        await using var service = await PublishingService.CreateAsync(postgres, (await rabbit.GetAsync()).Uri);
        await service.StartConsumerAsync();
        var first = await service.StartNodeAsync();
        await PublishingService.RegisterAsync(first);
        await service.UntilConsumedAsync();
        var second = await service.StartNodeAsync();
        var load = RegisterAsync(second, 60);

        // The first node has been the relay since before the second was there.
        (await service.Ledger.ScalarAsync($"SELECT count(*) {RelaySessions}"))
            .ShouldBe(1L, "one of the nodes holds the relay's name");
        await Task.Delay(300, Cancelled);
        await first.KillAsync();
        await load;

        await service.UntilConsumedAsync();
        (await service.Consumed.ScalarAsync("SELECT count(*) FROM consumer_effects WHERE type = 'registration_completed'")).ShouldBe(61L);
    }

    private static async Task RegisterAsync(ServiceProcess node, int count)
    {
        for (var number = 0; number < count; number++)
            await PublishingService.RegisterAsync(node);
    }
}
