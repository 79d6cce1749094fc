using System.Runtime.InteropServices;

namespace PasskeyLedger.Transparency.Merkle;

/// <summary>A tree that only grows, of which no more is kept than its next root needs: the roots of its complete subtrees, the largest first.</summary>
public sealed class CompactTree
{
    private readonly List<TreeHash> subtrees = [];

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The root of the tree as it is now (RFC 6962, section 2.1: MTH).</summary>
    public TreeHash Root
    {
        get
        {
            if (Size == 0)
                return TreeHash.Empty;
            var root = subtrees[^1];
            for (var index = subtrees.Count - 2; index >= 0; index--)
                root = TreeHash.OfNodes(subtrees[index], root);
            return root;
        }
    }

    public void Append(TreeHash leaf)
    {
        // As in a binary counter: each 1 at the size's end is a subtree that the new one completes.
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            leaf = TreeHash.OfNodes(subtrees[^1], leaf);
            CollectionsMarshal.SetCount(subtrees, subtrees.Count - 1);
        }

        subtrees.Add(leaf);
        Size++;
    }
}
