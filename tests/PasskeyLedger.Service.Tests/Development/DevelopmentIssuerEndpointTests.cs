using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Service.Tests.Configuration;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Development;

public sealed class DevelopmentIssuerEndpointTests : IAsyncLifetime
{
    private readonly TemporaryFiles files = new();
    private DevelopmentIssuer issuer = null!;
    private WebApplication server = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        // The port is part of the issuer's name, so it must be known before the service listens.
        var port = FreePorts.Find(1)[0];
        issuer = DevelopmentIssuer.Open($"http://localhost:{port}", files.Place, "audit.read", TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(issuer.Issuer);
        server = builder.Build();
        server.MapDevelopmentIssuer(issuer);
        await server.StartAsync(TestContext.Current.CancellationToken);
        http = new HttpClient { BaseAddress = new Uri(issuer.Issuer) };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        files.Dispose();
    }

    [Fact]
    public async Task a_token_can_be_asked_for_and_verified_with_the_keys_that_are_discovered()
    {
        var answer = await http.PostAsJsonAsync("/dev/token", new { username = "alice" }, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var client = KeySources.CreateHttpClient();
        var discovered = TestPools.Keys(issuer.Issuer, KeySources.Discovery(client, issuer.Issuer, requireHttps: false), TimeProvider.System);
        using var issuers = new TrustedIssuers([new(TestPools.Pool("local_dev", issuer.Issuer), discovered)]);

        var verdict = await new AccessTokenVerifier(issuers, TimeProvider.System)
            .VerifyAsync(body.GetProperty("access_token").GetString()!, TestContext.Current.CancellationToken);

        verdict.ShouldBeOfType<TokenVerdict.Verified>().Caller.Username.ShouldBe("alice");
        body.GetProperty("token_type").GetString().ShouldBe("Bearer");
        body.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"username": 1}""")]
    [InlineData("""{"username": ""}""")]
    [InlineData("""{"username": "\ud800"}""")]
    [InlineData("""{"username": "alice", "operator": "yes"}""")]
    public async Task a_body_that_asks_for_no_token_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await http.PostAsync(new Uri("/dev/token", UriKind.Relative), content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString()
            .ShouldBe("invalid_request");
    }

    [Fact]
    public async Task a_body_that_is_too_long_is_refused()
    {
        var answer = await http.PostAsJsonAsync(
            "/dev/token", new { username = "alice", padding = new string('x', 5000) }, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
