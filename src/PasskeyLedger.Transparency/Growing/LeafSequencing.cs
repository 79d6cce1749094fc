using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Growing;

/// <summary>
/// Gives events leaf indexes and grows the tree, as a subscription behind the log's settled end: no append waits for it. Leaves, tiles and the
/// subscription's checkpoint commit together, and the checkpoint's row keeps a second writer out.
/// </summary>
/// <remarks>Of the store that hands over events as they are stored, ciphertext and all: the tree commits to what is in the database.</remarks>
public static class LeafSequencing
{
    /// <summary>The subscription's name.</summary>
    public const string Name = "transparency";

    private const int LargestBatch = 5000;
    private const int LeavesAtOnce = 64;

    // A batch writes the same few tiles however many events it has. A checkpoint is seconds away in any case.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly string ReadEdgeSql = TransparencySql.Read("Growing.ReadEdge.sql");
    private static readonly string ReadLastPositionSql = TransparencySql.Read("Growing.ReadLastPosition.sql");
    private static readonly string GrowTilesSql = TransparencySql.Read("Growing.GrowTiles.sql");
    private static readonly string GrowPositionsSql = TransparencySql.Read("Growing.GrowPositions.sql");

    /// <summary>The subscription. It fails with a <see cref="LeafSequenceException"/> where the tree cannot go on from its checkpoint.</summary>
    /// <param name="interrupted">Told each time the database goes away.</param>
    public static Subscription Subscription(Action<Exception>? interrupted = null) => new()
    {
        Name = Name,
        LargestBatch = LargestBatch,
        Pause = Pause,

        // A checkpoint is signed only in a transaction that reaches the disk, and with it all that went before.
        CommitsLazily = true,
        Interrupted = interrupted,
        Handle = AppendAsync,
    };

    private static async Task AppendAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var edge = await ReadEdgeAsync(batch.Connection, batch.Events[0].Position, cancellationToken);
        var leaf = new EventLeaf();
        var positions = new TilePositions(edge.Size);
        for (var index = 0; index < batch.Events.Count; index++)
        {
            positions.Add(batch.Events[index].Position);
            edge.Append(leaf.Hash(batch.Events[index]));

            // Those who wait for an append are not to wait for a batch of leaves.
            if (index % LeavesAtOnce == LeavesAtOnce - 1)
                await Task.Yield();
        }

        await WriteAsync(batch.Connection, edge.TakeGrowth(), positions, cancellationToken);
    }

    /// <param name="next">The position of the event that gets the next leaf.</param>
    private static async Task<TreeEdge> ReadEdgeAsync(NpgsqlConnection connection, long next, CancellationToken cancellationToken)
    {
        var edge = new TreeEdge();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(ReadEdgeSql), new(ReadLastPositionSql) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            edge.Load(new(reader.GetInt32(0), reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2));
        await reader.NextResultAsync(cancellationToken);
        var hasPositions = await reader.ReadAsync(cancellationToken);
        if ((hasPositions ? reader.GetInt64(0) : 0) != edge.Size || (hasPositions && reader.IsDBNull(1)))
            throw new LeafSequenceException("The tree's leaves and the positions of their events are not of one state of the database. Run passkey-ledger verify.");

        // What has a leaf is the beginning of the log, and was promised to be. The checkpoint alone does not say so: it can be restored apart.
        if (hasPositions && next <= reader.GetInt64(1))
        {
            throw new LeafSequenceException(
                $"The checkpoint of the subscription {Name} was moved back: the event at position {next} would get a second leaf. Put it where the tree ends, at position {reader.GetInt64(1)}.");
        }

        return edge;
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<TileGrowth> grown, TilePositions positions, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(GrowTilesSql)
                {
                    Parameters =
                    {
                        Array(NpgsqlDbType.Smallint, grown.Select(growth => (short)growth.Tile.Level)),
                        Array(NpgsqlDbType.Bigint, grown.Select(growth => growth.Tile.Index)),
                        Array(NpgsqlDbType.Bytea, grown.Select(growth => growth.Hashes)),
                    },
                },
                new(GrowPositionsSql)
                {
                    Parameters =
                    {
                        Array(NpgsqlDbType.Bigint, positions.Tiles.Select(part => part.Tile)),
                        Array(NpgsqlDbType.Integer, positions.Tiles.Select(part => part.First)),
                        Array(NpgsqlDbType.Integer, positions.Tiles.Select(part => part.Last)),
                        Array(NpgsqlDbType.Bigint, positions.All),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values] };
}
