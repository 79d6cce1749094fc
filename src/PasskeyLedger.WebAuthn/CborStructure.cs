using System.Buffers.Binary;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// What CBOR may look like here, checked in one pass before anything is read from it. WebAuthn (section 2.4) asks for CTAP2's canonical
/// form and lets a decoder refuse what is not in it. Refused are: indefinite lengths, tags, reserved encodings and nesting deeper than
/// <see cref="MaxDepth"/>. Not refused, because real authenticators send them: map keys in another order, and (harmless) lengths that
/// are not the shortest. Duplicate keys and bad UTF-8 are refused by the reader that comes after, in its strict mode.
/// </summary>
internal static class CborStructure
{
    /// <summary>A compound attestation (section 8.9) needs five levels: object, list, attestation, statement, certificates.</summary>
    public const int MaxDepth = 5;

    /// <summary>Finds the length in bytes of the data item that <paramref name="data"/> begins with.</summary>
    /// <returns>null, or why there is none.</returns>
    public static string? Measure(ReadOnlySpan<byte> data, out int length)
    {
        length = 0;
        var position = 0;
        var depth = 0;
        Span<ulong> open = stackalloc ulong[MaxDepth];

        do
        {
            if (position >= data.Length)
                return "ends too early";
            var initial = data[position++];
            if (Argument(initial, data, ref position, out var argument) is { } fault)
                return fault;

            var left = (ulong)(data.Length - position);
            ulong items = 0;
            switch (initial >> 5)
            {
                case 2 or 3:
                    if (argument > left)
                        return "a string is longer than what is left";
                    position += (int)argument;
                    break;
                case 4 or 5:
                    if (depth == MaxDepth)
                        return "nested too deeply";
                    // Each item takes a byte at least, so this also keeps the product from overflowing.
                    if (argument > left)
                        return "a list or map is longer than what is left";
                    items = argument * (initial >> 5 == 5 ? 2UL : 1UL);
                    break;
                case 6:
                    return "a tag, which nothing here uses";
                case 7 when (initial & 31) == 24 && argument < 32:
                    return "a reserved simple value";
            }

            if (depth > 0)
                open[depth - 1]--;
            if (items > 0)
                open[depth++] = items;

            while (depth > 0 && open[depth - 1] == 0)
                depth--;
        }
        while (depth > 0);

        length = position;
        return null;
    }

    private static string? Argument(byte initial, ReadOnlySpan<byte> data, ref int position, out ulong argument)
    {
        var additional = initial & 31;
        argument = (ulong)additional;
        if (additional < 24)
            return null;
        if (additional == 31)
            return "an indefinite length";
        if (additional > 27)
            return "a reserved encoding";

        var width = 1 << (additional - 24);
        if (data.Length - position < width)
            return "ends too early";
        var bytes = data.Slice(position, width);
        position += width;
        argument = width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
        return null;
    }
}
