using System.Numerics;

namespace PasskeyLedger.Transparency.Merkle;

/// <summary>The root of the complete subtree over 2^<paramref name="level"/> leaves, the <paramref name="index"/>-th of them.</summary>
public delegate ValueTask<TreeHash> NodeAt(int level, long index);

/// <summary>Makes roots and proofs out of the complete subtrees of a tree (RFC 6962, section 2.1).</summary>
public static class TreeProofs
{
    /// <summary>MTH(D[size]).</summary>
    public static ValueTask<TreeHash> RootAsync(NodeAt nodes, long size) => RangeAsync(nodes, 0, size);

    /// <summary>PATH(index, D[size]): the hashes from the leaf to the root that the leaf's own is to be joined with.</summary>
    public static async Task<IReadOnlyList<TreeHash>> InclusionAsync(NodeAt nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<TreeHash> path = [];
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + SplitOf(end - begin);
            if (index < middle)
            {
                path.Add(await RangeAsync(nodes, middle, end));
                end = middle;
            }
            else
            {
                path.Add(await RangeAsync(nodes, begin, middle));
                begin = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(first, D[second]): that the tree of the one size begins the tree of the other.</summary>
    public static async Task<IReadOnlyList<TreeHash>> ConsistencyAsync(NodeAt nodes, long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        List<TreeHash> proof = [];
        var (begin, end) = (0L, second);
        var isWhole = true;
        while (first != end)
        {
            var middle = begin + SplitOf(end - begin);
            if (first <= middle)
            {
                proof.Add(await RangeAsync(nodes, middle, end));
                end = middle;
            }
            else
            {
                proof.Add(await RangeAsync(nodes, begin, middle));
                begin = middle;
                isWhole = false;
            }
        }

        // SUBPROOF(m, D[m], b): what the verifier has as the first root needs no saying.
        if (!isWhole)
            proof.Add(await RangeAsync(nodes, begin, end));
        proof.Reverse();
        return proof;
    }

    /// <summary>MTH(D[begin:end]), where the begin is one that the splits of section 2.1 come to.</summary>
    private static async ValueTask<TreeHash> RangeAsync(NodeAt nodes, long begin, long end)
    {
        var size = end - begin;
        if (size == 0)
            return TreeHash.Empty;
        if (BitOperations.IsPow2(size))
            return await nodes(BitOperations.Log2((ulong)size), begin / size);
        var middle = begin + SplitOf(size);
        return TreeHash.OfNodes(await RangeAsync(nodes, begin, middle), await RangeAsync(nodes, middle, end));
    }

    /// <summary>The largest power of two below a number above 1.</summary>
    private static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
