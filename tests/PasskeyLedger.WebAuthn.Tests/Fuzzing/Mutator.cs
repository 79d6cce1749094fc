using System.Buffers.Binary;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>
/// Changes bytes in the ways in which parsers go wrong: bits, lengths, pieces lost, doubled, moved and nested, members doubled and
/// reordered. Works in a buffer of its own and allocates nothing, so that a million changes cost seconds. The seed decides all.
/// </summary>
internal sealed class Mutator(int capacity)
{
    /// <summary>What the changes of one mutation add at most.</summary>
    public const int Growth = 3 * (LongestNesting + LongestMember);

    private const int LongestNesting = 64;
    private const int LongestMember = 2048;

    private static readonly byte[] Telling = [0x00, 0x01, 0x17, 0x18, 0x1B, 0x1F, 0x40, 0x5B, 0x5F, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xF6, 0xFB, 0xFF];

    private readonly byte[] buffer = new byte[capacity + Growth];
    private readonly byte[] spare = new byte[LongestMember];
    private int length;
    private ulong state;

    /// <summary>What was made of the bytes that were loaded.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public void Seed(int seed) => state = unchecked((ulong)seed * 0x9E3779B97F4A7C15);

    /// <summary>SplitMix64.</summary>
    public int Next(int below)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15);
        var word = state;
        word = unchecked((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9);
        word = unchecked((word ^ (word >> 27)) * 0x94D049BB133111EB);
        return (int)((word ^ (word >> 31)) % (ulong)below);
    }

    public void Load(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer);
        length = bytes.Length;
    }

    /// <summary>One to three changes, the first of which may be of members.</summary>
    public void Mutate(IReadOnlyList<MemberSpan> members)
    {
        if (members.Count > 1 && Next(8) == 0)
            ChangeMembers(members);
        for (var left = 1 + Next(3); left > 0; left--)
            Change();
    }

    public void FlipBit(int at) => buffer[at] ^= (byte)(1 << Next(8));

    /// <summary>A space in this place.</summary>
    public void InsertSpace(int at)
    {
        Open(at, 1);
        buffer[at] = (byte)' ';
    }

    private void Change()
    {
        if (length == 0)
        {
            buffer[length++] = Telling[Next(Telling.Length)];
            return;
        }

        var at = Next(length);
        var piece = 1 + Next(Math.Min(16, length - at));
        switch (Next(9))
        {
            case 0:
                FlipBit(at);
                break;
            case 1:
                buffer[at] = Telling[Next(Telling.Length)];
                break;
            case 2:
                buffer[at] += (byte)(Next(2) == 0 ? 1 : 255);
                break;
            case 3:
                length = at;
                break;
            case 4:
                Close(at, piece);
                break;
            case 5:
                Open(at + piece, piece);
                buffer.AsSpan(at, piece).CopyTo(buffer.AsSpan(at + piece));
                break;
            case 6:
                Exchange(at, Next(length - piece + 1), piece);
                break;
            case 7:
                var depth = Next(LongestNesting);
                Open(at, depth);
                buffer.AsSpan(at, depth).Fill(0x81);
                break;
            default:
                Promise(at);
                break;
        }
    }

    /// <summary>Doubles a member, counted by the map that it is in, or puts one in the place of the next.</summary>
    private void ChangeMembers(IReadOnlyList<MemberSpan> members)
    {
        var (head, start, end) = members[Next(members.Count)];
        var size = end - start;
        if (size > LongestMember)
            return;
        if (Next(2) == 0)
        {
            Open(end, size);
            buffer.AsSpan(start, size).CopyTo(buffer.AsSpan(end));
            if (head >= 0)
                buffer[head]++;
            return;
        }

        // The member behind it, of the same map, comes before it.
        foreach (var (otherHead, otherStart, otherEnd) in members)
        {
            if (otherHead != head || otherStart != end)
                continue;
            buffer.AsSpan(start, size).CopyTo(spare);
            buffer.AsSpan(otherStart, otherEnd - otherStart).CopyTo(buffer.AsSpan(start));
            spare.AsSpan(0, size).CopyTo(buffer.AsSpan(start + otherEnd - otherStart));
            return;
        }
    }

    /// <summary>A number of four bytes that promises more than there is.</summary>
    private void Promise(int at)
    {
        var number = Next(3) switch { 0 => uint.MaxValue, 1 => (uint)int.MaxValue, _ => (uint)Next(int.MaxValue) };
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(at), number);
        length = Math.Max(length, at + sizeof(uint));
    }

    private void Exchange(int at, int other, int piece)
    {
        buffer.AsSpan(at, piece).CopyTo(spare);
        buffer.AsSpan(other, piece).CopyTo(buffer.AsSpan(at));
        spare.AsSpan(0, piece).CopyTo(buffer.AsSpan(other));
    }

    private void Open(int at, int size)
    {
        buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + size));
        length += size;
    }

    private void Close(int at, int size)
    {
        buffer.AsSpan(at + size, length - at - size).CopyTo(buffer.AsSpan(at));
        length -= size;
    }
}

/// <summary>Where a member of a map or an object stands, and the byte that counts the map's members; -1: none does.</summary>
internal readonly record struct MemberSpan(int Head, int Start, int End);
