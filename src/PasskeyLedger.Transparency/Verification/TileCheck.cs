using Npgsql;
using PasskeyLedger.Transparency.Growing;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>Makes the upper tiles again out of the leaves, and holds the stored ones against them: proofs are made of those.</summary>
internal static class TileCheck
{
    private static readonly string ReadSql = TransparencySql.Read("Verification.ReadUpperTiles.sql");

    public static async Task RunAsync(NpgsqlConnection connection, StoredLeaves leaves, FindingList findings, CancellationToken cancellationToken)
    {
        var expected = Make(leaves);
        await using (var command = new NpgsqlCommand(ReadSql, connection) { CommandTimeout = 0 })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var tile = new TileId(reader.GetInt16(0), reader.GetInt64(1));
                if (!expected.Remove(tile, out var hashes) || !reader.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(hashes.ToArray()))
                    findings.Add(LogFindingKind.TreeBroken, position: null, $"The tile {tile.Index} of level {tile.Level} is not what the leaves give.");
            }
        }

        foreach (var tile in expected.Keys)
            findings.Add(LogFindingKind.TreeBroken, position: null, $"The tile {tile.Index} of level {tile.Level} is gone.");
    }

    private static Dictionary<TileId, MemoryStream> Make(StoredLeaves leaves)
    {
        var edge = new TreeEdge();
        Dictionary<TileId, MemoryStream> made = [];
        for (var index = 0; index < leaves.Count; index++)
        {
            edge.Append(leaves.Hashes[index]);

            // Often enough that what is gained of the leaves' own tiles is not kept.
            if (edge.Size % TileId.FullWidth == 0 || index == leaves.Count - 1)
                Add(edge.TakeGrowth());
        }

        return made;

        void Add(IReadOnlyList<TileGrowth> grown)
        {
            foreach (var (tile, hashes) in grown)
            {
                if (tile.Level == 0)
                    continue;
                if (!made.TryGetValue(tile, out var stream))
                    made[tile] = stream = new();
                stream.Write(hashes);
            }
        }
    }
}
