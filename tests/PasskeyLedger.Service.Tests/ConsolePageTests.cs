using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Service.WebConsole;

namespace PasskeyLedger.Service.Tests;

/// <summary>The page as a browser is sent it; what it does in one is told by the end-to-end tests.</summary>
public sealed partial class ConsolePageTests
{
    [Fact]
    public async Task development_has_the_try_it_part_and_the_audits()
    {
        await using var server = await StartAsync(Environments.Development);

        var page = await server.Client.GetStringAsync("/", Cancel);

        page.ShouldContain("Register a passkey");
        page.ShouldContain("Look at the audit as an operator");
        page.ShouldContain(">Development<");
        page.ShouldNotContain("{{");
    }

    [Fact]
    public async Task production_has_neither_of_these_parts_nor_their_files()
    {
        await using var server = await StartAsync(Environments.Production);

        var page = await server.Client.GetStringAsync("/", Cancel);

        page.ShouldContain("Point an AWS SDK at it");
        page.ShouldNotContain("Register a passkey");
        page.ShouldNotContain("try-it");
        page.ShouldNotContain("audit");
        page.ShouldNotContain("{{");
        foreach (var path in new[] { "/console/try-it/try-it.js", "/console/audit/audit.js" })
        {
            using var script = await server.Client.GetAsync(path, Cancel);
            script.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task every_file_that_the_page_and_its_modules_name_is_served(string environment)
    {
        await using var server = await StartAsync(environment);
        var pending = new Queue<string>(["/"]);
        var seen = new HashSet<string>(["/"]);

        while (pending.TryDequeue(out var path))
        {
            using var response = await server.Client.GetAsync(path, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var text = await response.Content.ReadAsStringAsync(Cancel);
            foreach (Match match in Reference().Matches(text))
            {
                var named = new Uri(new Uri(server.Client.BaseAddress!, path), match.Groups["path"].Value).AbsolutePath;
                if (seen.Add(named))
                    pending.Enqueue(named);
            }
        }

        seen.ShouldContain("/console/page/page.css");
        seen.Contains("/console/try-it/webauthn.js").ShouldBe(environment == Environments.Development);
        seen.Contains("/console/audit/story-view.js").ShouldBe(environment == Environments.Development);
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/console/page/page.css", "text/css; charset=utf-8")]
    [InlineData("/console/page/endpoint.js", "text/javascript; charset=utf-8")]
    [InlineData("/console/page/mark.svg", "image/svg+xml")]
    public async Task a_file_is_sent_with_its_type_and_locked_down(string path, string contentType)
    {
        await using var server = await StartAsync(Environments.Production);

        using var response = await server.Client.GetAsync(path, Cancel);

        response.Content.Headers.ContentType!.ToString().ShouldBe(contentType);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Fact]
    public async Task nothing_stands_in_the_page_that_its_policy_forbids()
    {
        await using var server = await StartAsync(Environments.Development);

        var page = await server.Client.GetStringAsync("/", Cancel);

        InlineScriptOrStyle().Matches(page).Select(match => match.Value).ShouldBeEmpty();
        Elsewhere().Matches(page).Select(match => match.Value).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_unchanged_file_is_not_sent_again()
    {
        await using var server = await StartAsync(Environments.Production);
        using var first = await server.Client.GetAsync("/", Cancel);
        first.Headers.ETag.ShouldNotBeNull().IsWeak.ShouldBeFalse();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await server.Client.SendAsync(request, Cancel);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_head_request_gets_the_headers_alone()
    {
        await using var server = await StartAsync(Environments.Production);

        using var response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(0);
        (await response.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Server> StartAsync(string environment)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapConsole();
        await app.StartAsync(Cancel);
        return new Server(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    private sealed record Server(WebApplication App, HttpClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }
    }

    [GeneratedRegex("""(?:from |href=|src=)"(?<path>(?:/console|\./)[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScriptOrStyle();

    [GeneratedRegex("""(?:src|href)="(?:https?:)?//""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elsewhere();
}
