using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class CallerAccessTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly TestIssuer issuer = new("https://issuer.example");
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<ServiceMetrics>().BuildServiceProvider();
    private readonly RecordedLog log = new();
    private readonly List<TrustedIssuers> opened = [];

    public void Dispose()
    {
        opened.ForEach(issuers => issuers.Dispose());
        services.Dispose();
        issuer.Dispose();
    }

    [Fact]
    public async Task a_good_call_is_admitted_in_its_users_name()
    {
        var access = Access();

        var admitted = (await AdmitAsync(access, GoodToken())).ShouldBeOfType<Admission.Admitted>();

        admitted.Caller.Username.ShouldBe("alice");
        admitted.Pool.Id.ShouldBe("pool");
        log.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_services_network_rules_come_before_everything()
    {
        var access = Access(serviceRules: [Deny("203.0.113.0/24")], perAddress: 1);

        for (var call = 0; call < 3; call++)
            (await AdmitAsync(access, "no token")).ShouldBeOfType<Admission.Denied>();
    }

    [Fact]
    public async Task the_rate_of_an_address_comes_before_the_token()
    {
        var access = Access(perAddress: 2);

        (await AdmitAsync(access, "no token")).ShouldBe(new Admission.NotAuthorized(TokenRefusal.Malformed));
        (await AdmitAsync(access, "no token")).ShouldBe(new Admission.NotAuthorized(TokenRefusal.Malformed));
        (await AdmitAsync(access, GoodToken())).ShouldBeOfType<Admission.TooManyFromAddress>();
    }

    [Fact]
    public async Task the_pools_network_rules_come_after_the_token_and_know_the_user()
    {
        var access = Access(poolRules: [Deny("203.0.113.0/24")], perUser: 1);

        (await AdmitAsync(access, "no token")).ShouldBe(new Admission.NotAuthorized(TokenRefusal.Malformed));
        for (var call = 0; call < 3; call++)
        {
            var denied = (await AdmitAsync(access, GoodToken())).ShouldBeOfType<Admission.DeniedByPool>("the user's rate is not asked");
            denied.Caller.Username.ShouldBe("alice");
        }
    }

    [Fact]
    public async Task the_rate_of_a_user_comes_last()
    {
        var access = Access(perUser: 1);

        (await AdmitAsync(access, GoodToken())).ShouldBeOfType<Admission.Admitted>();
        (await AdmitAsync(access, GoodToken())).ShouldBeOfType<Admission.TooManyForUser>().Caller.Username.ShouldBe("alice");
    }

    [Fact]
    public async Task a_call_of_nobody_in_particular_is_counted_and_logged_without_its_token()
    {
        List<string?> counted = [];
        using var listener = new MeterListener();
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(tags[0].Value?.ToString()));
        listener.Start();
        var token = issuer.Rs256(issuer.Claims(time.GetUtcNow(), ("token_use", "id")));

        await AdmitAsync(Access(), token);
        await AdmitAsync(Access(serviceRules: [Deny("203.0.113.0/24")]), token);

        counted.ShouldBe(["not_an_access_token", "network_rule"]);
        log.Messages.Count.ShouldBe(2);
        log.Messages[0].ShouldBe("Request request-1 from 203.0.113.7 was turned away: not_an_access_token");
        log.Messages[1].ShouldBe("Request request-1 from 203.0.113.7 was turned away: network_rule, as network rule 0 denies addresses in 203.0.113.0/24");
        log.Messages.ShouldAllBe(message => !token.Split('.', StringSplitOptions.None).Any(part => message.Contains(part)));
    }

    private CallerAccess Access(
        NetworkRule[]? serviceRules = null, NetworkRule[]? poolRules = null, int perAddress = 100, int perUser = 100)
    {
        var pool = TestPools.Pool("pool", issuer.Name) with { NetworkRules = poolRules ?? [] };
        var issuers = new TrustedIssuers([TestPools.Trust(pool, issuer, time)]);
        opened.Add(issuers);
        var rates = new CallRates(perAddress, perUser);
        var origins = new OriginAccess(serviceRules ?? [], rates, services.GetRequiredService<ServiceMetrics>(), log);
        return new CallerAccess([pool], origins, rates, new AccessTokenVerifier(issuers, time));
    }

    private string GoodToken() => issuer.Rs256(issuer.Claims(time.GetUtcNow()));

    private static NetworkRule Deny(string range) => new() { Action = NetworkAction.Deny, Cidr = range };

    private static ValueTask<Admission> AdmitAsync(CallerAccess access, string token) => access.AdmitAsync(
        token,
        new CallOrigin { Address = IPAddress.Parse("203.0.113.7"), Headers = new HeaderDictionary(), RequestId = "request-1" },
        TestContext.Current.CancellationToken);
}
