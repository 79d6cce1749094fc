using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

public sealed class KnownProxiesTests
{
    [Theory]
    [InlineData("10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.1", "198.51.100.9, 203.0.113.7, 10.0.0.2", "203.0.113.7")]
    [InlineData("192.0.2.1", "203.0.113.7", "192.0.2.1")]
    public async Task the_caller_is_the_first_that_is_not_a_known_proxy(string peer, string forwardedFor, string caller) =>
        (await CallerAsync(peer, forwardedFor, ("ForwardedHeaders:KnownProxies:0", "10.0.0.0/24"))).ShouldBe(IPAddress.Parse(caller));

    [Fact]
    public async Task without_a_known_proxy_nobody_is_believed() =>
        (await CallerAsync("10.0.0.1", "203.0.113.7")).ShouldBe(IPAddress.Parse("10.0.0.1"));

    private static async Task<IPAddress?> CallerAsync(string peer, string forwardedFor, params (string, string?)[] settings)
    {
        var configuration = ((ConfigurationReading.Valid)LedgerConfigurationReader.Read(Settings.With(settings), isDevelopment: false)).Configuration;
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        IPAddress? caller = null;
        var app = new ApplicationBuilder(services).UseKnownProxies(configuration);
        app.Run(context =>
        {
            caller = context.Connection.RemoteIpAddress;
            return Task.CompletedTask;
        });
        var call = new DefaultHttpContext { RequestServices = services };
        call.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        call.Request.Headers["X-Forwarded-For"] = forwardedFor;

        await app.Build()(call);

        return caller;
    }
}
