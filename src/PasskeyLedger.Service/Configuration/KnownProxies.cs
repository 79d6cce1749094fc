using Microsoft.AspNetCore.HttpOverrides;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Takes the caller's address from X-Forwarded-For where, and only where, a known proxy sent it.</summary>
public static class KnownProxies
{
    /// <summary>To be the first in the pipeline: what follows sees the caller's own address and scheme.</summary>
    public static IApplicationBuilder UseKnownProxies(this IApplicationBuilder app, LedgerConfiguration configuration)
    {
        // Without any known proxy the middleware would believe everybody.
        if (configuration.KnownProxies.Count == 0)
            return app;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many hops as there are known proxies in a row; the first address that is not one's is the caller.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var range in configuration.KnownProxies)
            options.KnownIPNetworks.Add(range);
        return app.UseForwardedHeaders(options);
    }
}
