using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The event store, for the service and for the commands that read the ledger.</summary>
internal static class EventStoreServices
{
    /// <summary>Adds the store as it is, <see cref="NpgsqlEventStore"/>, and as everybody is to use it, <see cref="IEventStore"/>.</summary>
    /// <param name="database">Stays its maker's to dispose, after the services.</param>
    /// <param name="connectionOpened">Gives what is to be done each time the store has connected anew; null: nothing.</param>
    public static IServiceCollection AddEventStore(
        this IServiceCollection services, NpgsqlDataSource database, Func<IServiceProvider, Action>? connectionOpened = null)
    {
        services.AddSingleton(database);
        services.TryAddSingleton(new EventStoreOptions());
        services.AddSingleton(provider => new NpgsqlEventStore(
            database, provider.GetRequiredService<EventStoreOptions>() with { ConnectionOpened = connectionOpened?.Invoke(provider) }));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<NpgsqlEventStore>());
        return services;
    }
}
