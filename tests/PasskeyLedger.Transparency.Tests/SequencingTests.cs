using PasskeyLedger.EventStore;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Growing;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Publishing;
using static PasskeyLedger.EventStore.Compliance.Given;

namespace PasskeyLedger.Transparency.Tests;

public sealed class SequencingTests(PostgresFixture postgres)
{
    [Fact]
    public async Task leaves_follow_the_log_without_gaps_and_the_tiles_give_the_root_over_all_events()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        foreach (var count in new[] { 1, 254, 1, 1, 700, 3000 })
        {
            await tree.AppendAsync(count);
            await tree.UntilGrownAsync();
        }

        (await tree.Database.LinesAsync("SELECT count(*), min(leaf_index), max(leaf_index), bool_and(octet_length(leaf_hash) = 32) FROM ledger_tree_leaves"))
            .ShouldBe(["3957|0|3956|True"]);
        (await tree.Database.LinesAsync("""
            SELECT count(*) FROM (SELECT seq_id, row_number() OVER (ORDER BY seq_id) - 1 AS place FROM mt_events) e
            JOIN ledger_tree_leaves l ON l.leaf_index = e.place AND l.position = e.seq_id
            """)).ShouldBe(["3957"]);
        (await tree.Database.LinesAsync("SELECT octet_length(hashes) / 32 FROM ledger_tree_tiles WHERE level = 1")).ShouldBe(["15"]);
        await using var connection = await tree.Database.DataSource.OpenConnectionAsync(Cancellation);
        foreach (var size in new[] { 1L, 255, 256, 257, 1000, 3957 })
            (await TreeProofs.RootAsync(new StoredTree(connection).Nodes(Cancellation), size)).ShouldBe(await tree.ExpectedRootAsync(size));
    }

    [Fact]
    public async Task appends_that_race_each_other_and_a_second_node_give_one_tree()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await using var other = new NpgsqlEventStore(tree.Database.DataSource);
        using var stop = new CancellationTokenSource();
        var waiting = other.SubscribeAsync(LeafSequencing.Subscription(), stop.Token);
        var appending = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tree.AppendAsync(500)));
        await Task.Delay(100, Cancellation);
        await tree.StopGrowingAsync();
        await appending;

        await tree.UntilGrownAsync();

        await using var connection = await tree.Database.DataSource.OpenConnectionAsync(Cancellation);
        (await TreeProofs.RootAsync(new StoredTree(connection).Nodes(Cancellation), 4000)).ShouldBe(await tree.ExpectedRootAsync(4000));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("UPDATE mt_event_progression SET last_seq_id = 0 WHERE name = 'transparency'", "would get a second leaf. Put it where the tree ends, at position 300")]
    [InlineData("UPDATE mt_event_progression SET last_seq_id = 299 WHERE name = 'transparency'", "the event at position 300 would get a second leaf")]
    [InlineData("UPDATE ledger_tree_positions SET positions = positions[1:3] WHERE tile = 1", "not of one state of the database")]
    [InlineData("TRUNCATE ledger_tree_positions", "not of one state of the database")]
    public async Task no_event_gets_a_second_leaf_whatever_the_checkpoint_says(string restored, string reason)
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(300);
        await tree.UntilGrownAsync();
        await tree.StopGrowingAsync();
        const string Leaves = "SELECT sum(octet_length(hashes)) FROM ledger_tree_tiles WHERE level = 0";
        await tree.Database.ScalarAsync(restored);
        await tree.AppendAsync(5);

        var fault = await Should.ThrowAsync<LeafSequenceException>(() => tree.Store.SubscribeAsync(LeafSequencing.Subscription(), Cancellation));

        fault.Message.ShouldContain(reason);
        (await tree.Database.ScalarAsync(Leaves)).ShouldBe(300L * TreeHash.Length);
    }

    [Fact]
    public void the_edge_of_a_tree_of_three_levels_is_the_same_however_it_grew()
    {
        const int Size = (256 * 256) + 300;
        var (inOne, inParts, compact) = (new TreeEdge(), new TreeEdge(), new CompactTree());
        Dictionary<TileId, byte[]> stored = [];
        for (var number = 0; number < Size; number++)
        {
            var leaf = TreeHash.OfLeaf(BitConverter.GetBytes(number));
            inOne.Append(leaf);
            inParts.Append(leaf);
            compact.Append(leaf);
            if (number % 777 != 0)
                continue;

            // As after each batch: what was gained is stored, and the next batch begins from what is stored.
            foreach (var (tile, hashes) in inParts.TakeGrowth())
                stored[tile] = [.. stored.GetValueOrDefault(tile) ?? [], .. hashes];
            inParts = new TreeEdge();
            foreach (var last in stored.Keys.GroupBy(tile => tile.Level).Select(level => level.MaxBy(tile => tile.Index)).OrderBy(tile => tile.Level))
                inParts.Load(last, stored[last]);
        }

        foreach (var (tile, hashes) in inParts.TakeGrowth())
            stored[tile] = [.. stored.GetValueOrDefault(tile) ?? [], .. hashes];
        Dictionary<TileId, byte[]> whole = [];
        foreach (var (tile, hashes) in inOne.TakeGrowth())
            whole[tile] = [.. whole.GetValueOrDefault(tile) ?? [], .. hashes];
        stored.Keys.ShouldBe(whole.Keys, ignoreOrder: true);
        foreach (var (tile, hashes) in stored)
            whole[tile].ShouldBe(hashes);
        TreeHash.OfComplete(stored[new(1, 0)]).ShouldBe(new TreeHash(stored[new(2, 0)]));
        inParts.Size.ShouldBe(Size);
        compact.Size.ShouldBe(Size);
    }
}
