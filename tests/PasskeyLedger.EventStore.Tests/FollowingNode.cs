using Npgsql;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>The other process of <see cref="TakeoverTests"/>: a node that follows the log until it is killed. It is ready once it has been handed events.</summary>
internal static class FollowingNode
{
    public static async Task<int> RunAsync(string connectionString, string name)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var store = new NpgsqlEventStore(dataSource);
        var subscription = new Subscription
        {
            Name = name,
            Handle = (_, _) =>
            {
                Console.WriteLine(OtherProcess.Ready);
                return Task.CompletedTask;
            },
        };
        await store.SubscribeAsync(subscription, CancellationToken.None);
        return 0;
    }
}
