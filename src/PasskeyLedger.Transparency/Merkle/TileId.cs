using System.Globalization;
using System.Text;

namespace PasskeyLedger.Transparency.Merkle;

/// <summary>A tile of the tree (C2SP tlog-tiles): up to 256 hashes that follow each other on every eighth level.</summary>
/// <param name="Level">0 for the leaves' hashes; a hash of level L is the root over 256^L leaves.</param>
/// <param name="Index">The tile's place on its level.</param>
public readonly record struct TileId(int Level, long Index)
{
    /// <summary>The most hashes of a tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The levels of the binary tree between one level of tiles and the next.</summary>
    public const int Height = 8;

    /// <summary>The highest level that a tree of 2^63 leaves has hashes on.</summary>
    public const int HighestLevel = 7;

    /// <summary>The tree sizes at which the tile has just so many hashes: from the first, to below the second.</summary>
    /// <param name="width">1 to 256; a full tile stays as it is.</param>
    public (long From, long Below) SizesOf(int width)
    {
        var step = (Int128)1 << (Height * Level);
        var from = (((Int128)Index * FullWidth) + width) * step;
        return (Clamp(from), width == FullWidth ? long.MaxValue : Clamp(from + step));

        static long Clamp(Int128 size) => size > long.MaxValue ? long.MaxValue : (long)size;
    }

    /// <summary>The last part of the tile's path: <c>x001/x234/067</c>, with <c>.p/W</c> where it is partial.</summary>
    public string Path(int width)
    {
        var path = new StringBuilder((Index % 1000).ToString("D3", CultureInfo.InvariantCulture));
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/"));
        return width == FullWidth ? path.ToString() : path.Append(CultureInfo.InvariantCulture, $".p/{width}").ToString();
    }

    /// <summary>Reads such a path. There is one path to a tile: with a group too many it is none.</summary>
    public static bool TryParse(string level, string path, out TileId tile, out int width)
    {
        tile = default;
        width = FullWidth;
        if (level.Length != 1 || !int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > HighestLevel)
            return false;

        var index = path;
        if (path.IndexOf(".p/", StringComparison.Ordinal) is >= 0 and var end)
        {
            index = path[..end];
            if (!int.TryParse(path[(end + 3)..], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth)
                return false;
        }

        if (index.Length > 30 || !long.TryParse(string.Concat(index.Split('/').Select(group => group.TrimStart('x'))), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return false;
        tile = new(number, place);
        return string.Equals(tile.Path(width), path, StringComparison.Ordinal);
    }
}
