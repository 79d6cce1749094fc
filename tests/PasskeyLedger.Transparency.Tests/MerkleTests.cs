using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>The tree by the leaves and roots that the reference implementation of RFC 6962 is tested with, and by the definition.</summary>
public sealed class MerkleTests
{
    private static readonly string[] ReferenceLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] ReferenceRoots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void the_reference_leaves_give_the_reference_roots()
    {
        var tree = new CompactTree();
        Hex(tree.Root).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (var index = 0; index < ReferenceLeaves.Length; index++)
        {
            tree.Append(TreeHash.OfLeaf(Convert.FromHexString(ReferenceLeaves[index])));
            Hex(tree.Root).ShouldBe(ReferenceRoots[index]);
        }
    }

    [Fact]
    public async Task every_inclusion_proof_holds_for_its_leaf_and_for_no_other()
    {
        var leaves = Leaves(70);
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = await TreeProofs.RootAsync(Nodes(leaves), size);
            root.ShouldBe(Definition(leaves.AsSpan(0, size)));
            for (var index = 0; index < size; index++)
            {
                var path = await TreeProofs.InclusionAsync(Nodes(leaves), index, size);
                ProofCheck.Includes(leaves[index], index, size, path, root).ShouldBeTrue($"leaf {index} of {size}");
                ProofCheck.Includes(leaves[(index + 1) % leaves.Length], index, size, path, root).ShouldBeFalse();
                ProofCheck.Includes(leaves[index], index + 1, size, path, root).ShouldBe(false);
                ProofCheck.Includes(leaves[index], index, size, [.. path, root], root).ShouldBeFalse();
                if (path.Count > 0)
                    ProofCheck.Includes(leaves[index], index, size, [.. path.Skip(1)], root).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public async Task every_consistency_proof_holds_and_none_does_for_another_tree()
    {
        var leaves = Leaves(40);
        var others = leaves.ToArray();
        others[0] = leaves[1];
        for (var second = 1; second <= leaves.Length; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var proof = await TreeProofs.ConsistencyAsync(Nodes(leaves), first, second);
                var (one, two) = (Definition(leaves.AsSpan(0, first)), Definition(leaves.AsSpan(0, second)));
                ProofCheck.IsConsistent(first, one, second, two, proof).ShouldBeTrue($"{first} to {second}");
                ProofCheck.IsConsistent(first, Definition(others.AsSpan(0, first)), second, two, proof).ShouldBeFalse();
                ProofCheck.IsConsistent(first, one, second, Definition(others.AsSpan(0, second)), proof).ShouldBeFalse();
                ProofCheck.IsConsistent(first, one, second, two, [.. proof, one]).ShouldBeFalse();
            }
        }
    }

    [Theory]
    [InlineData(1234067, 256, "x001/x234/067")]
    [InlineData(0, 256, "000")]
    [InlineData(999, 1, "999.p/1")]
    [InlineData(1000, 255, "x001/000.p/255")]
    public void tiles_have_one_path_each(long index, int width, string path)
    {
        new TileId(2, index).Path(width).ShouldBe(path);
        TileId.TryParse("2", path, out var tile, out var read).ShouldBeTrue();
        (tile, read).ShouldBe((new TileId(2, index), width));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0", "x000/001")]
    [InlineData("0", "001/002")]
    [InlineData("0", "000.p/256")]
    [InlineData("0", "000.p/0")]
    [InlineData("0", "000.p/01")]
    [InlineData("0", "-01")]
    [InlineData("0", "x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("8", "000")]
    [InlineData("00", "000")]
    [InlineData("entries", "000")]
    public void a_path_of_another_form_is_no_tile(string level, string path) => TileId.TryParse(level, path, out _, out _).ShouldBeFalse();

    [Fact]
    public void a_tile_has_a_width_at_the_sizes_that_end_in_it()
    {
        new TileId(0, 0).SizesOf(3).ShouldBe((3, 4));
        new TileId(0, 2).SizesOf(5).ShouldBe((517, 518));
        new TileId(1, 0).SizesOf(3).ShouldBe((768, 1024));
        new TileId(0, 0).SizesOf(256).ShouldBe((256, long.MaxValue));
        new TileId(7, long.MaxValue / 256).SizesOf(1).ShouldBe((long.MaxValue, long.MaxValue));
    }

    private static TreeHash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(number => TreeHash.OfLeaf([(byte)number]))];

    // RFC 6962, section 2.1, word for word.
    private static TreeHash Definition(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length)
            k *= 2;
        return TreeHash.OfNodes(Definition(leaves[..k]), Definition(leaves[k..]));
    }

    private static NodeAt Nodes(TreeHash[] leaves) => (level, index) =>
        ValueTask.FromResult(Definition(leaves.AsSpan((int)index << level, 1 << level)));

    private static string Hex(TreeHash hash) => Convert.ToHexStringLower(hash.ToArray());
}
