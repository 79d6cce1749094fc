using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PasskeyLedger.Transparency.Merkle;

/// <summary>A hash of the tree (RFC 6962, section 2.1): SHA-256 over a leaf or over two hashes, told apart by a byte in front.</summary>
public readonly record struct TreeHash
{
    /// <summary>In bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <param name="bytes"><see cref="Length"/> bytes.</param>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length, nameof(bytes));
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of a tree without leaves: SHA-256 over nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        var room = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        room[0] = 0x00;
        entry.CopyTo(room.AsSpan(1));
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(room.AsSpan(0, entry.Length + 1), hash);
        ArrayPool<byte>.Shared.Return(room);
        return new(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash OfNodes(TreeHash left, TreeHash right)
    {
        Span<byte> room = stackalloc byte[1 + (2 * Length)];
        room[0] = 0x01;
        left.CopyTo(room[1..]);
        right.CopyTo(room[(1 + Length)..]);
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(room, hash);
        return new(hash);
    }

    /// <summary>The root over hashes that follow each other, a power of two of them: a complete subtree.</summary>
    /// <param name="hashes">The hashes' bytes, one after the other.</param>
    public static TreeHash OfComplete(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == Length)
            return new(hashes);
        var half = hashes.Length / 2;
        return OfNodes(OfComplete(hashes[..half]), OfComplete(hashes[half..]));
    }

    /// <param name="base64">The hash as checkpoints and proofs write it.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse(ReadOnlySpan<char> base64, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash = default;
        if (!Convert.TryFromBase64Chars(base64, bytes, out var written) || written != Length)
            return false;
        hash = new(bytes);
        return base64.SequenceEqual(hash.ToString());
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>In base64.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());
}
