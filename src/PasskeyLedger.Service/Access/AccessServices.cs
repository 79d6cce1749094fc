using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Access;

/// <summary>Puts the way in together from the configuration.</summary>
public static class AccessServices
{
    /// <summary>
    /// Registers <see cref="CallerAccess"/> and <see cref="AccessTokenVerifier"/>. They need <see cref="ServiceMetrics"/> and logging.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The pools, the service's network rules and the rates.</param>
    /// <param name="developmentIssuer">
    /// The development issuer, whose keys are then known without asking over HTTP; null where none runs.
    /// </param>
    public static IServiceCollection AddCallerAccess(
        this IServiceCollection services, LedgerConfiguration configuration, DevelopmentIssuer? developmentIssuer)
    {
        services.AddSingleton(provider =>
        {
            var http = KeySources.CreateHttpClient();
            var logger = provider.GetRequiredService<ILogger<IssuerKeys>>();
            return new TrustedIssuers(configuration.Pools.Select(pool =>
                new TrustedIssuer(pool, new IssuerKeys(pool.Issuer, SourceOf(pool, http, developmentIssuer), Time(provider), logger))));
        });
        services.AddSingleton(provider => new AccessTokenVerifier(provider.GetRequiredService<TrustedIssuers>(), Time(provider)));
        services.AddSingleton(_ => new CallRates(configuration.RateLimits.PerAddressPerMinute, configuration.RateLimits.PerUserPerMinute));
        services.AddSingleton(provider => new CallerAccess(
            configuration.NetworkRules,
            configuration.Pools,
            provider.GetRequiredService<CallRates>(),
            provider.GetRequiredService<AccessTokenVerifier>(),
            provider.GetRequiredService<ServiceMetrics>(),
            provider.GetRequiredService<ILogger<CallerAccess>>()));
        return services;

        static TimeProvider Time(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
    }

    private static KeySource SourceOf(UserPoolSettings pool, HttpClient http, DevelopmentIssuer? developmentIssuer) => pool switch
    {
        { JwksFile: { } path } => KeySources.InFile(path),
        { JwksUri: { } address } => KeySources.Published(http, new Uri(address)),
        { Issuer: var issuer } when issuer == developmentIssuer?.Issuer => KeySources.Known(developmentIssuer.Keys),
        // Outside Development the configuration's validation lets no issuer through but over https.
        { Issuer: var issuer } => KeySources.Discovery(http, issuer, requireHttps: new Uri(issuer).Scheme == Uri.UriSchemeHttps),
    };
}
