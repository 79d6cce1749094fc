using Npgsql;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The event store, for the service and for the commands that read the ledger.</summary>
internal static class EventStoreServices
{
    /// <summary>Adds the store as it is, <see cref="NpgsqlEventStore"/>, and as everybody is to use it, <see cref="IEventStore"/>.</summary>
    /// <param name="database">Stays its maker's to dispose, after the services.</param>
    public static IServiceCollection AddEventStore(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddSingleton(database);
        services.AddSingleton(_ => new NpgsqlEventStore(database));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<NpgsqlEventStore>());
        return services;
    }
}
