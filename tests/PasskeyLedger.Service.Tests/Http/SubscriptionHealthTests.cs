using System.Net;
using System.Text.Json;

namespace PasskeyLedger.Service.Tests.Http;

public sealed class SubscriptionHealthTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    [Fact]
    public async Task a_subscription_that_falls_behind_degrades_the_service_and_does_not_fail_it()
    {
        await ledger.User(Pools.Plain).RegisterAsync();
        await ledger.Database.ScalarAsync("""
            insert into mt_event_progression (name, last_seq_id)
            select 'one that lags', min(seq_id) from mt_events union all select 'one that has all', max(seq_id) from mt_events
            """);

        var soon = await ReadyAsync();
        soon.GetProperty("status").GetString().ShouldBe("Healthy", soon.ToString());
        var details = soon.GetProperty("checks").GetProperty("subscriptions").GetProperty("details");
        details.GetProperty("one that lags").GetProperty("eventsBehind").GetInt64().ShouldBeGreaterThan(0);
        details.GetProperty("one that has all").GetProperty("eventsBehind").GetInt64().ShouldBe(0);
        details.GetProperty("one that has all").GetProperty("secondsBehind").GetDouble().ShouldBe(0);

        ledger.Clock.Advance(TimeSpan.FromMinutes(2));

        var late = await ReadyAsync();
        late.GetProperty("status").GetString().ShouldBe("Degraded", late.ToString());
        var check = late.GetProperty("checks").GetProperty("subscriptions");
        check.GetProperty("description").GetString().ShouldNotBeNull().ShouldContain("one that lags is");
        check.GetProperty("description").GetString().ShouldNotBeNull().ShouldNotContain("one that has all");
        check.GetProperty("details").GetProperty("one that lags").GetProperty("secondsBehind").GetDouble().ShouldBeGreaterThan(60);
        late.GetProperty("checks").GetProperty("ledger").GetProperty("status").GetString().ShouldBe("Healthy");
    }

    private async Task<JsonElement> ReadyAsync()
    {
        using var response = await ledger.Http.GetAsync(new Uri(ledger.Endpoint, "/health/ready"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
