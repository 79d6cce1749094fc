using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class KeySourcesTests : IAsyncLifetime
{
    private readonly TestIssuer issuer = new("unused");
    private readonly HttpClient http = KeySources.CreateHttpClient();
    private readonly Dictionary<string, IResult> pages = [];
    private WebApplication server = null!;

    private string Address => server.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Run(context => pages.TryGetValue(context.Request.Path.Value!, out var page)
            ? page.ExecuteAsync(context)
            : Results.NotFound().ExecuteAsync(context));
        await server.StartAsync(TestContext.Current.CancellationToken);
        pages["/jwks"] = Results.Bytes(issuer.KeySet);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
        issuer.Dispose();
    }

    [Fact]
    public async Task keys_are_fetched_from_where_they_are_published()
    {
        var fetched = (await FetchAsync(KeySources.Published(http, new Uri($"{Address}/jwks")))).ShouldBeOfType<KeyFetch.Fetched>();

        fetched.Keys.KeyIds.ShouldBe(["rsa-1", "ec-1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/pool")]
    [InlineData("/pool/")]
    public async Task keys_are_discovered_at_the_issuer(string path)
    {
        var name = Address + path;
        pages[$"{path.TrimEnd('/')}/.well-known/openid-configuration"] = Results.Json(new { issuer = name, jwks_uri = $"{Address}/jwks" });

        (await FetchAsync(KeySources.Discovery(http, name, requireHttps: false))).ShouldBeOfType<KeyFetch.Fetched>();
    }

    [Fact]
    public async Task a_discovery_document_of_another_issuer_is_not_followed()
    {
        Discover(new { issuer = "https://attacker.example", jwks_uri = $"{Address}/jwks" });

        await ShouldFailAsync(KeySources.Discovery(http, Address, requireHttps: false), "is another issuer's");
    }

    [Fact]
    public async Task keys_are_not_fetched_over_http_where_https_is_required()
    {
        Discover(new { issuer = Address, jwks_uri = $"{Address}/jwks" });

        await ShouldFailAsync(KeySources.Discovery(http, Address, requireHttps: true), "names a jwks_uri that is not an https URL");
    }

    [Fact]
    public async Task a_discovery_document_that_names_no_keys_is_a_failure()
    {
        Discover(new { issuer = Address });
        await ShouldFailAsync(KeySources.Discovery(http, Address, requireHttps: false), "lacks issuer or jwks_uri");

        Discover(new { issuer = Address, jwks_uri = "file:///etc/passwd" });
        await ShouldFailAsync(KeySources.Discovery(http, Address, requireHttps: false), "not an https URL");
    }

    [Fact]
    public async Task an_answer_that_holds_no_keys_is_a_failure_that_says_why()
    {
        await ShouldFailAsync(KeySources.Published(http, new Uri($"{Address}/nowhere")), "answered 404");

        pages["/redirect"] = Results.Redirect($"{Address}/jwks");
        await ShouldFailAsync(KeySources.Published(http, new Uri($"{Address}/redirect")), "answered 302");

        pages["/page"] = Results.Text("<html>");
        await ShouldFailAsync(KeySources.Published(http, new Uri($"{Address}/page")), "is not JSON");

        pages["/flood"] = Results.Bytes(new byte[SigningKeys.MaximumLength + 1]);
        await ShouldFailAsync(KeySources.Published(http, new Uri($"{Address}/flood")), "cannot be read");
    }

    [Fact]
    public async Task an_issuer_that_does_not_listen_is_a_failure()
    {
        var address = Address;
        await server.StopAsync(TestContext.Current.CancellationToken);

        await ShouldFailAsync(KeySources.Published(http, new Uri($"{address}/jwks")), "cannot be read");
    }

    [Fact]
    public async Task keys_are_read_from_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, issuer.KeySet, TestContext.Current.CancellationToken);
            (await FetchAsync(KeySources.InFile(path))).ShouldBeOfType<KeyFetch.Fetched>();
        }
        finally
        {
            File.Delete(path);
        }

        await ShouldFailAsync(KeySources.InFile(path), "cannot be read");
    }

    private void Discover(object document) =>
        pages["/.well-known/openid-configuration"] = Results.Json(document, JsonSerializerOptions.Default);

    private static Task<KeyFetch> FetchAsync(KeySource source) => source(TestContext.Current.CancellationToken);

    private static async Task ShouldFailAsync(KeySource source, string why) =>
        (await FetchAsync(source)).ShouldBeOfType<KeyFetch.Failed>().Why.ShouldContain(why);
}
