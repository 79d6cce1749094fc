using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.ReadModels;
using PasskeyLedger.ReadModels.Credentials;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Health;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Operations;
using PasskeyLedger.Service.Operations.Audit;
using PasskeyLedger.Service.Protocol;
using PasskeyLedger.Service.Relay;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Service.Telemetry;
using PasskeyLedger.Service.TransparencyLog;
using PasskeyLedger.Service.Trust;
using PasskeyLedger.Service.WebConsole;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service;

/// <summary>The composition root: every part of the service, and every path it answers at.</summary>
public static class LedgerApplication
{
    /// <summary>A builder with the service's defaults for logging and for the web server.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] configurationArguments)
    {
        var builder = WebApplication.CreateBuilder(configurationArguments);
        if (string.IsNullOrEmpty(builder.Configuration[ConfigurationKeys.Urls]))
            builder.WebHost.UseUrls(ConfigurationDefaults.Urls);

        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The edge refuses a body over its own limit, and reads past the rest of it up to here, so that the client hears why.
            kestrel.Limits.MaxRequestBodySize = 64 * AwsJsonEndpoint.LargestBody;
        });
        return builder;
    }

    /// <summary>The application, ready to run.</summary>
    /// <param name="database">Stays its maker's to dispose, after the application.</param>
    /// <param name="developmentIssuer">The issuer that Development runs; null outside it.</param>
    public static WebApplication Build(
        WebApplicationBuilder builder, LedgerConfiguration configuration, NpgsqlDataSource database, DevelopmentIssuer? developmentIssuer)
    {
        builder.Services.AddServiceTelemetry(builder.Configuration);
        AddServices(builder.Services, configuration, database, developmentIssuer);
        var app = builder.Build();
        Map(app, configuration, developmentIssuer);
        return app;
    }

    private static void AddServices(
        IServiceCollection services, LedgerConfiguration configuration, NpgsqlDataSource database, DevelopmentIssuer? developmentIssuer)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddCors(cors => cors.AddDefaultPolicy(CrossOriginCalls.Configure));

        services.AddSingleton(new UserCache(configuration.UserCache));
        services.AddEventStore(
            database, configuration.PersonalData.KeyEncryptionKey, provider => provider.GetRequiredService<UserCache>().Clear);
        services.AddSingleton(_ => new CredentialList(database));
        services.AddSingleton<IAttestationVerifier, AttestationVerifier>();
        services.AddCallerAccess(configuration, developmentIssuer);

        services.AddSingleton<UserLedger>(provider => new(
            provider.GetRequiredService<IEventStore>(), provider.GetRequiredService<NpgsqlEventStore>(), provider.GetRequiredService<UserCache>()));
        services.AddSingleton<UserCommands>();
        services.AddSingleton(provider => new PoolLedger(
            provider.GetRequiredService<IEventStore>(), configuration.Pools, provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton(provider => new PoolTrusts(
            configuration.Pools, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PoolTrusts>>()));
        services.AddHostedService<TrustReload>();
        services.AddSingleton<AdmittedCall>();
        services.AddSingleton<StartWebAuthnRegistration>();
        services.AddSingleton<CompleteWebAuthnRegistration>();
        services.AddSingleton<ListWebAuthnCredentials>();
        services.AddSingleton<DeleteWebAuthnCredential>();
        services.AddSingleton<RegistrationOperationsFactory>();
        services.AddSingleton(provider => WireService.Registration(provider.GetRequiredService<RegistrationOperationsFactory>()));
        services.AddAudit(database);
        services.AddSingleton<AwsJsonEndpoint>();
        services.AddRelay(configuration);

        services.AddSingleton<KeptRunning>();
        services.AddHostedService(provider => new ProjectionWorkers(
            new SealedEventStore(provider.GetRequiredService<NpgsqlEventStore>(), provider.GetRequiredService<PersonalKeys>(), LedgerProjections.ReadSealedDataOf),
            LedgerProjections.All,
            provider.GetRequiredService<KeptRunning>()));
        services.AddHostedService<SubscriptionMetrics>();
        services.AddTransparencyLog(configuration.Transparency);

        services.AddSingleton(_ => LedgerSchema.MigratorFor(database));
        services.AddSingleton(configuration.Subscriptions);
        services.AddSingleton<SharedReadiness>();
        services.AddHealthChecks()
            .AddCheck<LedgerReadiness>(LedgerReadiness.Name)
            .AddCheck<SubscriptionReadiness>(SubscriptionReadiness.Name)
            .AddCheck<CheckpointReadiness>(CheckpointReadiness.Name);
    }

    private static void Map(WebApplication app, LedgerConfiguration configuration, DevelopmentIssuer? developmentIssuer)
    {
        app.UseKnownProxies(configuration);
        app.UseCors();

        // As a request delegate: nothing is bound, so no call pays for a scope of services.
        app.MapPost("/", app.Services.GetRequiredService<AwsJsonEndpoint>().HandleAsync);
        app.MapConsole();
        app.MapLedgerHealth();
        app.MapTransparencyLog();

        if (app.Environment.IsDevelopment())
        {
            app.MapDevelopmentEvents();
            if (developmentIssuer is not null)
                app.MapDevelopmentIssuer(developmentIssuer);
        }
    }
}
