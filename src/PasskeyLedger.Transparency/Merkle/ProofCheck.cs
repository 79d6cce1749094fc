namespace PasskeyLedger.Transparency.Merkle;

/// <summary>Checks proofs as RFC 9162 says to (sections 2.1.3.2 and 2.1.4.2); they are those of RFC 6962.</summary>
public static class ProofCheck
{
    /// <summary>Whether the leaf is the <paramref name="index"/>-th of the tree with this size and root.</summary>
    public static bool Includes(TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> path, TreeHash root)
    {
        // 1. The index is one of the tree's.
        if (index < 0 || index >= size)
            return false;

        // 2. fn is the index and sn the last one. 3. r is the leaf's hash.
        var (fn, sn, r) = (index, size - 1, leaf);

        // 4. For each hash of the path:
        foreach (var p in path)
        {
            // a. With sn at 0, the path is too long.
            if (sn == 0)
                return false;

            // b. A right child, or the last node of its level:
            if ((fn & 1) == 1 || fn == sn)
            {
                r = TreeHash.OfNodes(p, r);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                r = TreeHash.OfNodes(r, p);
            }

            // c. One level up.
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        // 5. The root was reached, and is the one.
        return sn == 0 && r == root;
    }

    /// <summary>Whether the tree with the first size and root begins the one with the second.</summary>
    public static bool IsConsistent(long first, TreeHash firstRoot, long second, TreeHash secondRoot, IReadOnlyList<TreeHash> proof)
    {
        if (first < 1 || first > second)
            return false;
        if (first == second)
            return proof.Count == 0 && firstRoot == secondRoot;

        // 1. The proof is not empty. 2. For a power of two, the first root stands in front of it.
        IReadOnlyList<TreeHash> hashes = (first & (first - 1)) == 0 ? [firstRoot, .. proof] : proof;
        if (proof.Count == 0)
            return false;

        // 3. fn and sn are the last indexes. 4. While fn is odd, both go up.
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);

        // 5. Both roots begin with the first hash. 6. For each that follows:
        var (fr, sr) = (hashes[0], hashes[0]);
        for (var index = 1; index < hashes.Count; index++)
        {
            var c = hashes[index];

            // a. With sn at 0, the proof is too long.
            if (sn == 0)
                return false;

            // b. A right child, or the last node of its level, is in both trees; any other is in the second alone.
            if ((fn & 1) == 1 || fn == sn)
            {
                fr = TreeHash.OfNodes(c, fr);
                sr = TreeHash.OfNodes(c, sr);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                sr = TreeHash.OfNodes(sr, c);
            }

            // c. One level up.
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        // 7. Both are the ones, and the root was reached.
        return fr == firstRoot && sr == secondRoot && sn == 0;
    }
}
