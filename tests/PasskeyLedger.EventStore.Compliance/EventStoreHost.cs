using Npgsql;

namespace PasskeyLedger.EventStore.Compliance;

/// <summary>A place for events of a test's own, empty at first, that any number of nodes open a store on.</summary>
public sealed class EventStoreHost(NpgsqlDataSource database, Func<IEventStore> open, Func<ValueTask> dispose) : IAsyncDisposable
{
    private readonly List<IEventStore> stores = [];

    /// <summary>Opens a store as one more node would. The host closes it.</summary>
    public IEventStore Open()
    {
        var store = open();
        stores.Add(store);
        return store;
    }

    /// <summary>Runs a statement in the events' database and returns the first row's first value.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            if (store is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }

        await dispose();
    }
}
