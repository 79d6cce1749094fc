using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Growing;

/// <summary>Hashes to be appended to a tile.</summary>
internal sealed record TileGrowth(TileId Tile, byte[] Hashes);

/// <summary>
/// The right edge of a stored tree: the last tile of each level. It takes leaves, and says what each tile gains. A tile that is full puts one
/// hash on the level above; a partial one is not hashed upward.
/// </summary>
internal sealed class TreeEdge
{
    private readonly List<Level> levels = [];
    private readonly List<TileGrowth> grown = [];

    /// <summary>The number of leaves.</summary>
    public long Size => levels is [var leaves, ..] ? (leaves.Tile * TileId.FullWidth) + leaves.Count : 0;

    /// <summary>Puts in place the last tile of a level, the levels from 0 on.</summary>
    public void Load(TileId tile, ReadOnlySpan<byte> hashes)
    {
        var level = LevelAt(tile.Level);
        level.Tile = tile.Index;
        level.Count = level.Stored = hashes.Length / TreeHash.Length;
        hashes.CopyTo(level.Hashes);
    }

    public void Append(TreeHash leaf) => Append(leaf, 0);

    /// <summary>What all tiles have gained since the last time.</summary>
    public IReadOnlyList<TileGrowth> TakeGrowth()
    {
        for (var level = 0; level < levels.Count; level++)
            Take(level);
        TileGrowth[] taken = [.. grown];
        grown.Clear();
        return taken;
    }

    private void Append(TreeHash hash, int at)
    {
        var level = LevelAt(at);
        if (level.Count == TileId.FullWidth)
        {
            level.Tile++;
            level.Count = level.Stored = 0;
        }

        hash.CopyTo(level.Hashes.AsSpan(level.Count * TreeHash.Length));
        if (++level.Count < TileId.FullWidth)
            return;
        Take(at);
        Append(TreeHash.OfComplete(level.Hashes), at + 1);
    }

    private void Take(int at)
    {
        var level = levels[at];
        if (level.Count == level.Stored)
            return;
        grown.Add(new(new(at, level.Tile), level.Hashes[(level.Stored * TreeHash.Length)..(level.Count * TreeHash.Length)]));
        level.Stored = level.Count;
    }

    private Level LevelAt(int level)
    {
        while (levels.Count <= level)
            levels.Add(new());
        return levels[level];
    }

    private sealed class Level
    {
        public byte[] Hashes { get; } = new byte[TileId.FullWidth * TreeHash.Length];

        public long Tile { get; set; }

        public int Count { get; set; }

        /// <summary>How many of them the database has.</summary>
        public int Stored { get; set; }
    }
}
