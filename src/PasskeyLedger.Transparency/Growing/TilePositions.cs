using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Growing;

/// <summary>The positions of the events that leaves are made of, one after the other, and which of them fall into which tile of level 0.</summary>
/// <param name="size">How many leaves the tree has before the first of them.</param>
internal sealed class TilePositions(long size)
{
    private readonly List<long> all = [];
    private readonly List<TilePart> tiles = [];

    public IReadOnlyList<long> All => all;

    /// <summary>The tiles in their order.</summary>
    public IReadOnlyList<TilePart> Tiles => tiles;

    public void Add(long position)
    {
        var tile = (size + all.Count) / TileId.FullWidth;
        all.Add(position);
        if (tiles is [.., var last] && last.Tile == tile)
            tiles[^1] = last with { Last = all.Count };
        else
            tiles.Add(new(tile, all.Count, all.Count));
    }
}

/// <summary>A tile's part of <see cref="TilePositions.All"/>, counted from 1 as PostgreSQL counts an array, both ends included.</summary>
internal readonly record struct TilePart(long Tile, int First, int Last);
