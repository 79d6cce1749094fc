using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Access;

/// <summary>Puts the ways in together from the configuration.</summary>
public static class AccessServices
{
    /// <summary>
    /// Registers <see cref="CallerAccess"/>, <see cref="OperatorAccess"/> and <see cref="AccessTokenVerifier"/>. They need
    /// <see cref="ServiceMetrics"/> and logging.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The pools, the operators, the service's network rules and the rates.</param>
    /// <param name="developmentIssuer">
    /// The development issuer, whose keys are then known without asking over HTTP, and whose tokens may be operators' too; null where
    /// none runs.
    /// </param>
    public static IServiceCollection AddCallerAccess(
        this IServiceCollection services, LedgerConfiguration configuration, DevelopmentIssuer? developmentIssuer)
    {
        services.AddSingleton(provider =>
        {
            var http = KeySources.CreateHttpClient();
            return new TrustedIssuers(configuration.Pools.Select(pool =>
                new TrustedIssuer(pool, Keys(provider, pool.Issuer, SourceOf(pool, http, developmentIssuer)))));
        });
        services.AddSingleton(provider => new OperatorIssuers(
            IssuersOf(configuration.Operators, developmentIssuer),
            provider.GetRequiredService<TrustedIssuers>(),
            (issuer, source) => Keys(provider, issuer, source ?? SourceOf(issuer, KeySources.CreateHttpClient(), developmentIssuer))));
        services.AddSingleton(provider => new AccessTokenVerifier(provider.GetRequiredService<TrustedIssuers>(), Time(provider)));
        services.AddSingleton(_ => new CallRates(configuration.RateLimits.PerAddressPerMinute, configuration.RateLimits.PerUserPerMinute));
        services.AddSingleton(provider => new OriginAccess(
            configuration.NetworkRules,
            provider.GetRequiredService<CallRates>(),
            provider.GetRequiredService<ServiceMetrics>(),
            provider.GetRequiredService<ILogger<OriginAccess>>()));
        services.AddSingleton(provider => new CallerAccess(
            configuration.Pools,
            provider.GetRequiredService<OriginAccess>(),
            provider.GetRequiredService<CallRates>(),
            provider.GetRequiredService<AccessTokenVerifier>()));
        services.AddSingleton(provider => new OperatorAccess(
            configuration.Operators,
            provider.GetRequiredService<OperatorIssuers>(),
            provider.GetRequiredService<OriginAccess>(),
            Time(provider)));
        return services;

        static TimeProvider Time(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

        static IssuerKeys Keys(IServiceProvider provider, string issuer, KeySource source) =>
            new(issuer, source, Time(provider), provider.GetRequiredService<ILogger<IssuerKeys>>());
    }

    private static IEnumerable<(string Name, KeySource? Keys)> IssuersOf(OperatorSettings operators, DevelopmentIssuer? developmentIssuer)
    {
        if (operators.Issuer is { } issuer)
            yield return (issuer, SourceOf(operators.JwksFile, operators.JwksUri, KeySources.CreateHttpClient));
        if (developmentIssuer is not null)
            yield return (developmentIssuer.Issuer, null);
    }

    private static KeySource SourceOf(UserPoolSettings pool, HttpClient http, DevelopmentIssuer? developmentIssuer) =>
        SourceOf(pool.JwksFile, pool.JwksUri, () => http) ?? SourceOf(pool.Issuer, http, developmentIssuer);

    private static KeySource? SourceOf(string? jwksFile, string? jwksUri, Func<HttpClient> http) => (jwksFile, jwksUri) switch
    {
        ({ } path, _) => KeySources.InFile(path),
        (_, { } address) => KeySources.Published(http(), new Uri(address)),
        _ => null,
    };

    private static KeySource SourceOf(string issuer, HttpClient http, DevelopmentIssuer? developmentIssuer) =>
        issuer == developmentIssuer?.Issuer
            ? KeySources.Known(developmentIssuer.Keys)
            // Outside Development the configuration's validation lets no issuer through but over https.
            : KeySources.Discovery(http, issuer, requireHttps: new Uri(issuer).Scheme == Uri.UriSchemeHttps);
}
