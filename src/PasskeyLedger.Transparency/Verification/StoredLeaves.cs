using Npgsql;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>The leaves that the database says the tree has: for each its event's position, and its hash.</summary>
internal sealed class StoredLeaves
{
    private static readonly string ReadSql = TransparencySql.Read("Verification.ReadLeaves.sql");

    private readonly List<long> positions = [];
    private readonly List<TreeHash> hashes = [];

    public int Count => positions.Count;

    public IReadOnlyList<long> Positions => positions;

    public IReadOnlyList<TreeHash> Hashes => hashes;

    /// <summary>The index of the first leaf whose event is above a position.</summary>
    public int IndexAfter(long position)
    {
        var index = positions.BinarySearch(position);
        return index < 0 ? ~index : index + 1;
    }

    /// <summary>Reads them as far as they follow each other; what is behind a hole is named and left out.</summary>
    public static async Task<StoredLeaves> ReadAsync(NpgsqlConnection connection, FindingList findings, CancellationToken cancellationToken)
    {
        var leaves = new StoredLeaves();
        await using var command = new NpgsqlCommand(ReadSql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.IsDBNull(0) && !reader.IsDBNull(2)
                && leaves.TryAppend(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<long?[]>(2)))
                continue;
            findings.Add(
                LogFindingKind.TreeBroken, leaves.positions is [.., var last] ? last + 1 : null, $"The stored leaves break off after the first {leaves.Count}.");
            break;
        }

        return leaves;
    }

    private bool TryAppend(long tile, byte[] tileHashes, long?[] tilePositions)
    {
        if (tile * TileId.FullWidth != Count || tilePositions.Length * TreeHash.Length != tileHashes.Length)
            return false;
        for (var index = 0; index < tilePositions.Length; index++)
        {
            if (tilePositions[index] is not { } position || (positions is [.., var last] && position <= last))
                return false;
            positions.Add(position);
            hashes.Add(new(tileHashes.AsSpan(index * TreeHash.Length, TreeHash.Length)));
        }

        return true;
    }
}
