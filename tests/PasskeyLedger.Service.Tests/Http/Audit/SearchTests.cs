using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Http.Audit;

/// <summary>Searches find what a look at every event of the log finds.</summary>
public sealed class SearchTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    // Each filter, set to what an event has; an event without that has nothing to be found by.
    private static readonly (string Name, Func<AuditRow, object?> Of, Func<SearchAuditEventsRequest, AuditRow, SearchAuditEventsRequest> Set)[] Filters =
    [
        ("pool", row => row.Stream.Tenant.Value, (request, row) => request with { Pool = row.Stream.Tenant.Value }),
        ("user", row => row.Sub, (request, row) => request with { User = row.Sub }),
        ("type", row => row.Type, (request, row) => request with { Type = row.Type }),
        ("outcome", row => row.Outcome, (request, row) => request with { Outcome = new(row.Outcome) }),
        ("reason", row => row.Reason, (request, row) => request with { Reason = row.Reason }),
        ("credential", row => row.CredentialId, (request, row) => request with { CredentialId = row.CredentialId }),
        ("address", row => row.SourceAddress, (request, row) => request with { SourceAddress = row.SourceAddress }),
        ("client", row => row.ClientId, (request, row) => request with { ClientId = row.ClientId }),
        ("request", row => row.RequestId, (request, row) => request with { RequestId = row.RequestId }),
    ];

    [Fact]
    public async Task each_filter_alone_and_every_two_together_find_what_the_log_has()
    {
        var reader = new Operators(ledger);
        var (alice, _) = await HappenAsync();
        await HappenAsync();
        var through = (await reader.SearchAsync(Asking())).ThroughPosition;
        var log = await reader.LogAsync(through);
        var samples = log.Where(row => row.Sub == alice.Sub).GroupBy(row => row.Type).Select(rows => rows.First()).ToList();
        samples.Select(row => row.Type).ShouldBe(
            ["credential_deleted", "registration_completed", "registration_started", "registration_rejected"], ignoreOrder: true);

        foreach (var sample in samples)
        {
            var having = Filters.Where(filter => filter.Of(sample) is not null).ToList();
            for (var first = 0; first < having.Count; first++)
            {
                for (var second = first; second < having.Count; second++)
                {
                    var (one, other) = (having[first], having[second]);
                    var found = await AllPagesAsync(reader, other.Set(one.Set(Asking(), sample), sample));

                    found.Where(position => position <= through).ShouldBe(
                        log.Where(row => Equals(one.Of(row), one.Of(sample)) && Equals(other.Of(row), other.Of(sample))).Select(row => row.Position),
                        $"{sample.Type} by {one.Name} and {other.Name}");
                }
            }

            var all = await AllPagesAsync(reader, having.Aggregate(Asking(), (request, filter) => filter.Set(request, sample)));
            all.ShouldContain(sample.Position, $"{sample.Type} by all of its facts");
        }
    }

    [Fact]
    public async Task times_bound_what_is_found_from_inclusive_to_exclusive()
    {
        var reader = new Operators(ledger);
        var (alice, _) = await HappenAsync();
        var times = (await alice.EventsAsync()).Select(stored => stored.Timestamp).ToList();

        var found = await reader.SearchAsync(Asking() with { User = alice.Sub, From = times[1], To = times[^1] });

        found.Events.Select(told => told.At).ShouldBe(times[1..^1].Reverse<DateTimeOffset>());
    }

    [Fact]
    public async Task an_address_is_found_in_any_notation()
    {
        var reader = new Operators(ledger);
        var (alice, _) = await HappenAsync();

        (await reader.SearchAsync(Asking() with { User = alice.Sub, SourceAddress = "::ffff:127.0.0.1" })).Events.Count.ShouldBe(4);
        (await reader.SearchAsync(Asking() with { User = alice.Sub, SourceAddress = "::1" })).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task pages_belong_together_while_events_arrive()
    {
        var reader = new Operators(ledger);
        var other = new Operators(ledger);
        await HappenAsync();
        await HappenAsync();
        var request = Asking() with { Pool = Pools.Plain, MaxResults = 3 };
        var first = await reader.SearchAsync(request);
        var expected = (await reader.LogAsync(first.ThroughPosition)).Where(row => row.Stream.Tenant.Value == Pools.Plain).Select(row => row.Position);

        var found = new List<long>(first.Events.Select(told => told.Position));
        for (var token = first.NextToken; token is not null;)
        {
            await ledger.User(Pools.Plain).StartAsync();
            var page = await other.SearchAsync(request with { NextToken = token });
            page.Events.Count.ShouldBeLessThanOrEqualTo(3);
            page.ThroughPosition.ShouldBe(first.ThroughPosition);
            found.AddRange(page.Events.Select(told => told.Position));
            token = page.NextToken;
        }

        found.ShouldBe(expected);
        (await reader.SearchAsync(request with { MaxResults = 1 })).Events[0].Position.ShouldBeGreaterThan(first.ThroughPosition);
    }

    [Fact]
    public async Task the_log_over_all_pools_is_in_order_and_whole()
    {
        var reader = new Operators(ledger);
        await HappenAsync();
        await ledger.User(Pools.OfOnePasskey).RegisterAsync();

        var found = await AllPagesAsync(reader, Asking() with { MaxResults = 7 });

        // Reading it has added to it.
        found.ShouldBe((await reader.LogAsync(found.Max())).Select(row => row.Position));
    }

    private static SearchAuditEventsRequest Asking() => new() { AccessToken = "" };

    private static async Task<IReadOnlyList<long>> AllPagesAsync(Operators reader, SearchAuditEventsRequest request)
    {
        List<long> found = [];
        string? token = null;
        do
        {
            var page = await reader.SearchAsync(request with { NextToken = token });
            found.AddRange(page.Events.Select(told => told.Position));
            token = page.NextToken;
        }
        while (token is not null);
        return found;
    }

    /// <summary>A user whose first answer is refused, and who then registers a passkey and deletes it: four events.</summary>
    private async Task<(User User, MadeRegistration Answer)> HappenAsync()
    {
        var user = ledger.User(Pools.Plain);
        var ceremony = await user.StartAsync();
        await Should.ThrowAsync<Contracts.WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(
            new SoftwareAuthenticator().Register(ceremony with { Origin = "https://elsewhere.example" })));
        var answer = new SoftwareAuthenticator { Attestation = new PackedSelfAttestation() }.Register(ceremony);
        await user.CompleteAsync(answer);
        await user.DeleteAsync(answer.CredentialIdText);
        return (user, answer);
    }
}
