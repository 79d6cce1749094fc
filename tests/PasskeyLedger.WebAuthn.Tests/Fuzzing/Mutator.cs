using System.Buffers.Binary;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>Changes bytes in the ways in which parsers go wrong: bits, lengths, pieces lost, doubled, moved and nested. The seed decides all.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x17, 0x18, 0x1B, 0x1F, 0x40, 0x5B, 0x5F, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xF6, 0xFB, 0xFF];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    /// <summary>One to three changes.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        for (var left = 1 + random.Next(3); left > 0; left--)
            bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        if (bytes.Length == 0)
            return [Telling[random.Next(Telling.Length)]];
        var at = random.Next(bytes.Length);
        var length = 1 + random.Next(Math.Min(16, bytes.Length - at));
        return random.Next(9) switch
        {
            0 => Set(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8)))),
            1 => Set(bytes, at, Telling[random.Next(Telling.Length)]),
            2 => Set(bytes, at, (byte)(bytes[at] + (random.Next(2) == 0 ? 1 : -1))),
            3 => bytes[..at],
            4 => [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)],
            5 => [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)],
            6 => Swapped(bytes, at, length),
            7 => [.. bytes.AsSpan(0, at), .. Enumerable.Repeat((byte)0x81, random.Next(64)), .. bytes.AsSpan(at)],
            _ => WithLength(bytes, at),
        };
    }

    private static byte[] Set(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private byte[] Swapped(byte[] bytes, int at, int length)
    {
        byte[] changed = [.. bytes];
        var other = random.Next(bytes.Length - length + 1);
        bytes.AsSpan(at, length).CopyTo(changed.AsSpan(other));
        bytes.AsSpan(other, length).CopyTo(changed.AsSpan(at));
        return changed;
    }

    /// <summary>A number of four bytes that promises more than there is.</summary>
    private byte[] WithLength(byte[] bytes, int at)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, random.Next(3) switch { 0 => uint.MaxValue, 1 => int.MaxValue, _ => (uint)random.Next() });
        return [.. bytes.AsSpan(0, at), .. length, .. bytes.AsSpan(Math.Min(bytes.Length, at + 4))];
    }
}
