using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The event store, for the service and for the commands that read the ledger.</summary>
internal static class EventStoreServices
{
    /// <summary>
    /// Adds the store as everybody is to use it, <see cref="IEventStore"/>, which seals and opens what is personal, and the one behind it,
    /// <see cref="NpgsqlEventStore"/>, for those who need nothing personal.
    /// </summary>
    /// <param name="database">Stays its maker's to dispose, after the services.</param>
    /// <param name="keyEncryptionKey">What the keys of personal data are encrypted with; null: they are not.</param>
    /// <param name="connectionOpened">Gives what is to be done each time the store has connected anew; null: nothing.</param>
    public static IServiceCollection AddEventStore(
        this IServiceCollection services,
        NpgsqlDataSource database,
        KeyEncryptionKey? keyEncryptionKey,
        Func<IServiceProvider, Action>? connectionOpened = null)
    {
        services.AddSingleton(database);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new EventStoreOptions());
        services.AddSingleton(provider => new NpgsqlEventStore(
            database, provider.GetRequiredService<EventStoreOptions>() with { ConnectionOpened = connectionOpened?.Invoke(provider) }));
        services.AddSingleton(provider => new PersonalKeys(database, keyEncryptionKey, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SealedEventStore>(provider => new(
            provider.GetRequiredService<NpgsqlEventStore>(), provider.GetRequiredService<PersonalKeys>()));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<SealedEventStore>());
        return services;
    }
}
