using Npgsql;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Publishing;

/// <summary>The tree as the database has it, read tile by tile. Each tile is asked for once, so an instance is for one look.</summary>
internal sealed class StoredTree(NpgsqlConnection connection)
{
    private static readonly string ReadTileSql = TransparencySql.Read("Publishing.ReadTile.sql");
    private static readonly string ReadSizeSql = TransparencySql.Read("Publishing.ReadTreeSize.sql");

    private readonly Dictionary<TileId, byte[]> tiles = [];

    /// <summary>The number of leaves.</summary>
    public async Task<long> SizeAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSizeSql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The hash of a complete subtree, for <see cref="TreeProofs"/>.</summary>
    /// <exception cref="InvalidDataException">The database has no such leaves.</exception>
    public NodeAt Nodes(CancellationToken cancellationToken) => (level, index) => NodeAsync(level, index, cancellationToken);

    private async ValueTask<TreeHash> NodeAsync(int level, long index, CancellationToken cancellationToken)
    {
        var within = level % TileId.Height;
        var first = index << within;
        var tile = new TileId(level / TileId.Height, first / TileId.FullWidth);
        var hashes = await TileAsync(tile, cancellationToken);
        var start = (int)(first % TileId.FullWidth) * TreeHash.Length;
        var length = TreeHash.Length << within;
        return start + length <= hashes.Length
            ? TreeHash.OfComplete(hashes.AsSpan(start, length))
            : throw new InvalidDataException($"The tree has no node {index} on level {level}.");
    }

    private async ValueTask<byte[]> TileAsync(TileId tile, CancellationToken cancellationToken)
    {
        if (tiles.TryGetValue(tile, out var known))
            return known;
        await using var command = new NpgsqlCommand(ReadTileSql, connection)
        {
            Parameters = { new NpgsqlParameter<short> { TypedValue = (short)tile.Level }, new NpgsqlParameter<long> { TypedValue = tile.Index } },
        };
        return tiles[tile] = (byte[]?)await command.ExecuteScalarAsync(cancellationToken) ?? [];
    }
}
