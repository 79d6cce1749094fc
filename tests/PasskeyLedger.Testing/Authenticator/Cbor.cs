using System.Formats.Cbor;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// Single CBOR items, each encoded on its own (RFC 8949), so that a test can put any of them where another belongs.
/// Well-formed items come from <see cref="CborWriter"/>; the ill-encoded ones are written byte by byte.
/// </summary>
public static class Cbor
{
    /// <summary>The break that ends an item of indefinite length.</summary>
    public const byte Break = 0xFF;

    public static byte[] Integer(long value) => Write(writer => writer.WriteInt64(value));

    public static byte[] Text(string value) => Write(writer => writer.WriteTextString(value));

    public static byte[] Bytes(ReadOnlySpan<byte> value)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteByteString(value);
        return writer.Encode();
    }

    public static byte[] Boolean(bool value) => Write(writer => writer.WriteBoolean(value));

    public static byte[] Null() => Write(writer => writer.WriteNull());

    public static byte[] Array(params IReadOnlyCollection<byte[]> items) => Write(writer =>
    {
        writer.WriteStartArray(items.Count);
        foreach (var item in items)
            writer.WriteEncodedValue(item);
        writer.WriteEndArray();
    });

    /// <summary>
    /// The integer with an eight-byte argument, however small it is (RFC 8949 section 4.2.1 and CTAP2 ask for the shortest).
    /// </summary>
    public static byte[] LongestInteger(long value)
    {
        var argument = value < 0 ? (ulong)(-1 - value) : (ulong)value;
        return [(byte)(value < 0 ? 0x3B : 0x1B), .. BigEndian(argument)];
    }

    /// <summary>The byte string in two chunks of indefinite length.</summary>
    public static byte[] IndefiniteBytes(ReadOnlySpan<byte> value)
    {
        var middle = value.Length / 2;
        return [0x5F, .. Bytes(value[..middle]), .. Bytes(value[middle..]), Break];
    }

    /// <summary>A byte string that declares <paramref name="declaredLength"/> bytes, whatever it holds.</summary>
    public static byte[] BytesDeclaring(ulong declaredLength, ReadOnlySpan<byte> value) => [0x5B, .. BigEndian(declaredLength), .. value];

    /// <summary>Arrays of one element within each other, <paramref name="depth"/> of them, with an empty array in the innermost.</summary>
    public static byte[] NestedArrays(int depth)
    {
        var item = new byte[depth + 1];
        item.AsSpan(0, depth).Fill(0x81);
        item[depth] = 0x80;
        return item;
    }

    private static byte[] Write(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        write(writer);
        return writer.Encode();
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
