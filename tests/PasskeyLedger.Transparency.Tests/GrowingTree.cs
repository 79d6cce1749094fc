using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Compliance;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Growing;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;
using static PasskeyLedger.EventStore.Compliance.Given;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>A store on a database of its own, whose tree grows.</summary>
internal sealed class GrowingTree : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task growing;

    private GrowingTree(PostgresDatabase database)
    {
        Database = database;
        Store = new(database.DataSource);
        growing = Store.SubscribeAsync(LeafSequencing.Subscription(), stop.Token);
    }

    public PostgresDatabase Database { get; }

    public NpgsqlEventStore Store { get; }

    public static async Task<GrowingTree> StartAsync(PostgresFixture postgres) =>
        new(await postgres.CreateDatabaseAsync(MigrationSource.EventStore, TransparencyMigrations.Source));

    /// <summary>Appends so many events, several to a stream.</summary>
    public async Task AppendAsync(int count)
    {
        for (var rest = count; rest > 0; rest -= 100)
            await Store.AppendAsync(Stream($"stream-{Guid.NewGuid():N}"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, Math.Min(100, rest)).Select(number => Event(data: $"{{\"number\":{number}}}"))]);
    }

    /// <summary>Waits until every event has a leaf.</summary>
    public async Task UntilGrownAsync()
    {
        var patience = TimeSpan.FromSeconds(60);
        var started = TimeProvider.System.GetTimestamp();
        while (await Database.ScalarAsync("SELECT (SELECT count(*) FROM ledger_tree_leaves) = (SELECT count(*) FROM mt_events)") is not true)
        {
            if (growing.IsFaulted)
                await growing;
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(patience, "the tree does not grow");
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>The root over the first events, made from the log and not from the tree.</summary>
    public async Task<TreeHash> ExpectedRootAsync(long size)
    {
        var tree = new CompactTree();
        var leaf = new EventLeaf();
        var position = 0L;
        while (tree.Size < size)
        {
            foreach (var stored in await Store.ReadLogAsync(position, 1000, Cancellation))
            {
                if (tree.Size < size)
                    tree.Append(leaf.Hash(stored));
                position = stored.Position;
            }
        }

        return tree.Root;
    }

    public async Task StopGrowingAsync()
    {
        await stop.CancelAsync();
        await growing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopGrowingAsync();
        await Store.DisposeAsync();
        await Database.DisposeAsync();
        stop.Dispose();
    }
}
