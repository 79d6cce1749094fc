using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class OperatorAccessTests : IDisposable
{
    private const string Scope = "ledger/read";

    private readonly ManualTime time = new();
    private readonly TestIssuer staff = new("https://staff.example");
    private readonly TestIssuer customers = new("https://customers.example");
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<ServiceMetrics>().BuildServiceProvider();
    private readonly RecordedLog log = new();
    private readonly TrustedIssuers pools;
    private OperatorIssuers? issuers;

    public OperatorAccessTests() => pools = new([TestPools.Trust(TestPools.Pool("customers", customers.Name), customers, time)]);

    public void Dispose()
    {
        issuers?.Dispose();
        pools.Dispose();
        services.Dispose();
        staff.Dispose();
        customers.Dispose();
    }

    [Fact]
    public async Task a_token_of_the_operators_issuer_with_the_operators_scope_opens_the_audit()
    {
        var admitted = (await AdmitAsync(Access(), OperatorToken())).ShouldBeOfType<OperatorAdmission.Admitted>();

        admitted.Operator.ShouldBe(new Operator(new Sub("f9a1c3de-0000-4000-8000-000000000001"), new ClientId("app"), staff.Name));
        log.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_users_scope_does_not_open_it()
    {
        await ShouldBeRefusedAsync(staff.Rs256(staff.Claims(time.GetUtcNow())), TokenRefusal.ScopeMissing);
        await ShouldBeRefusedAsync(OperatorToken(("scope", Scope + "ers")), TokenRefusal.ScopeMissing);
        await ShouldBeRefusedAsync(OperatorToken(("scope", null)), TokenRefusal.ScopeMissing);
    }

    [Fact]
    public Task the_operators_scope_from_an_issuer_of_users_does_not_open_it() =>
        ShouldBeRefusedAsync(customers.Rs256(customers.Claims(time.GetUtcNow(), ("scope", Scope))), TokenRefusal.IssuerUnknown);

    [Fact]
    public Task a_token_that_somebody_else_signed_in_the_issuers_name_is_refused() =>
        ShouldBeRefusedAsync(customers.Rs256(customers.Claims(time.GetUtcNow(), ("iss", staff.Name), ("scope", Scope))), TokenRefusal.SignatureInvalid);

    [Fact]
    public async Task a_token_is_checked_as_a_users_is()
    {
        await ShouldBeRefusedAsync(null, TokenRefusal.Malformed);
        await ShouldBeRefusedAsync(new string('.', AccessTokenVerifier.MaximumTokenLength + 1), TokenRefusal.TooLong);
        await ShouldBeRefusedAsync(staff.Unsigned(Claims()), TokenRefusal.AlgorithmNotAccepted);
        await ShouldBeRefusedAsync(OperatorToken(("exp", time.GetUtcNow().ToUnixTimeSeconds() - 61)), TokenRefusal.Expired);
        await ShouldBeRefusedAsync(OperatorToken(("nbf", time.GetUtcNow().ToUnixTimeSeconds() + 61)), TokenRefusal.NotYetValid);
        await ShouldBeRefusedAsync(OperatorToken(("token_use", "id")), TokenRefusal.NotAnAccessToken);
        await ShouldBeRefusedAsync(OperatorToken(("sub", null)), TokenRefusal.SubjectUnusable);
        await ShouldBeRefusedAsync(OperatorToken(("client_id", "")), TokenRefusal.ClientNotAllowed);
    }

    [Fact]
    public async Task without_an_operators_issuer_there_are_no_operators() =>
        (await AdmitAsync(Access(names: []), OperatorToken())).ShouldBe(new OperatorAdmission.NotAuthorized(TokenRefusal.IssuerUnknown));

    [Fact]
    public async Task an_issuer_that_a_pool_has_too_is_asked_for_its_keys_as_the_pool_says()
    {
        var access = Access(names: [customers.Name]);

        (await AdmitAsync(access, customers.Rs256(customers.Claims(time.GetUtcNow(), ("scope", Scope)))))
            .ShouldBeOfType<OperatorAdmission.Admitted>().Operator.Issuer.ShouldBe(customers.Name);
        (await AdmitAsync(access, customers.Rs256(customers.Claims(time.GetUtcNow())))).ShouldBe(new OperatorAdmission.NotAuthorized(TokenRefusal.ScopeMissing));
    }

    [Fact]
    public async Task keys_that_the_operators_settings_give_count_before_those_of_a_pool_with_the_issuer()
    {
        var access = Access(names: [customers.Name], keys: KeySources.Known(staff.Keys));

        (await AdmitAsync(access, staff.Rs256(staff.Claims(time.GetUtcNow(), ("iss", customers.Name), ("scope", Scope)))))
            .ShouldBeOfType<OperatorAdmission.Admitted>().Operator.Issuer.ShouldBe(customers.Name);
        (await AdmitAsync(access, customers.Rs256(customers.Claims(time.GetUtcNow(), ("scope", Scope)))))
            .ShouldBe(new OperatorAdmission.NotAuthorized(TokenRefusal.SignatureInvalid));
    }

    [Fact]
    public async Task the_services_network_rules_and_the_rate_of_the_address_come_first()
    {
        var denying = Access(rules: [new() { Action = NetworkAction.Deny, Cidr = "203.0.113.0/24" }]);
        (await AdmitAsync(denying, "no token")).ShouldBeOfType<OperatorAdmission.Denied>();

        var counting = Access(perAddress: 1);
        (await AdmitAsync(counting, "no token")).ShouldBeOfType<OperatorAdmission.NotAuthorized>();
        (await AdmitAsync(counting, OperatorToken())).ShouldBeOfType<OperatorAdmission.TooManyFromAddress>();
    }

    [Fact]
    public async Task who_is_turned_away_is_logged_without_the_token()
    {
        var token = OperatorToken(("scope", "openid"));

        await AdmitAsync(Access(), token);

        log.Messages.ShouldHaveSingleItem().ShouldBe("Request request-1 from 203.0.113.7 was turned away: scope_missing");
    }

    [Theory]
    [InlineData("Bearer abc", "abc")]
    [InlineData("bearer  abc ", "abc")]
    [InlineData("Basic abc", null)]
    [InlineData("Bearer", null)]
    [InlineData("", null)]
    public void a_bearer_token_is_what_follows_its_scheme(string header, string? token)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = header;

        BearerToken.Of(http.Request).ShouldBe(token);
    }

    private async Task ShouldBeRefusedAsync(string? token, TokenRefusal reason) =>
        (await AdmitAsync(Access(), token)).ShouldBe(new OperatorAdmission.NotAuthorized(reason));

    private OperatorAccess Access(string[]? names = null, NetworkRule[]? rules = null, int perAddress = 100, KeySource? keys = null)
    {
        issuers?.Dispose();
        issuers = new(
            (names ?? [staff.Name]).Select(name => (name, keys)), pools, (name, source) => TestPools.Keys(name, source ?? KeySources.Known(staff.Keys), time));
        var origins = new OriginAccess(rules ?? [], new CallRates(perAddress, 100), services.GetRequiredService<ServiceMetrics>(), log);
        return new(new OperatorSettings(staff.Name, Scope), issuers, origins, time);
    }

    private string OperatorToken(params (string Name, object? Value)[] changes) => staff.Rs256(Claims(changes));

    private Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes) =>
        staff.Claims(time.GetUtcNow(), [("scope", $"openid {Scope}"), .. changes]);

    private static ValueTask<OperatorAdmission> AdmitAsync(OperatorAccess access, string? token) => access.AdmitAsync(
        token,
        new CallOrigin { Address = IPAddress.Parse("203.0.113.7"), Headers = new HeaderDictionary(), RequestId = "request-1" },
        TestContext.Current.CancellationToken);
}
