using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging;
using PasskeyLedger.Messaging.CloudEvents;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Relay;

/// <summary>Puts the relay together, where a broker is configured.</summary>
internal static class RelayServices
{
    public static void AddRelay(this IServiceCollection services, LedgerConfiguration configuration)
    {
        if (configuration.RabbitMq.Uri is not { } uri)
            return;

        services.AddSingleton(provider => new RelayControl(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<IEventPublisher>(_ => new RabbitMqPublisher(new RabbitMqOptions
        {
            Uri = new Uri(uri.Reveal()),
            CaFile = configuration.RabbitMq.CaFile,
            Exchange = configuration.RabbitMq.Exchange,
        }));
        services.AddSingleton<RelayMetrics>();
        services.AddSingleton<RelayReport>();
        var poolsWithPersonalData = PoolsWithPersonalData(configuration);
        services.AddSingleton(provider => new EventRelay(
            // Personal data that is left out need not be readable.
            poolsWithPersonalData.Count == 0 ? provider.GetRequiredService<NpgsqlEventStore>() : provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<RelayControl>(),
            provider.GetRequiredService<IEventPublisher>(),
            new CloudEventWriter(poolsWithPersonalData),
            new RelayOptions { MaximumAttempts = configuration.RabbitMq.MaxAttempts },
            provider.GetRequiredService<RelayReport>().Tell,
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RelayWorker>();
        services.AddHealthChecks().AddCheck<RelayReadiness>(RelayReadiness.Name);
    }

    private static HashSet<string> PoolsWithPersonalData(LedgerConfiguration configuration) => configuration.Pools
        .Where(pool => pool.Messaging is { IncludePersonalData: true })
        .Select(pool => pool.Id)
        .ToHashSet(StringComparer.Ordinal);
}
