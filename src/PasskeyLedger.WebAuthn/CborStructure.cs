using System.Buffers.Binary;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// What CBOR may look like here, checked in one pass before anything is read from it. WebAuthn (section 2.4) asks for CTAP2's canonical
/// form and lets a decoder refuse what is not in it. Refused are: tags, reserved encodings, strings in chunks and nesting deeper than
/// <see cref="MaxDepth"/>; and maps and lists of indefinite length within authenticator data, which the authenticator makes and signs.
/// Not refused: map keys in another order and lengths that are not the shortest, which real authenticators send; and maps and lists of
/// indefinite length around the authenticator data, where platforms put the attestation object together by CBOR libraries of their own.
/// Duplicate keys and bad UTF-8 are refused by the reader that comes after, in its strict mode.
/// </summary>
internal static class CborStructure
{
    /// <summary>A compound attestation (section 8.9) needs five levels: object, list, attestation, statement, certificates.</summary>
    public const int MaxDepth = 5;

    private const ulong UntilBreak = ulong.MaxValue;
    private const byte Break = 0xFF;

    /// <summary>Finds the length in bytes of the data item that <paramref name="data"/> begins with.</summary>
    /// <param name="data">Any bytes.</param>
    /// <param name="length">How many of them the data item has.</param>
    /// <param name="allowIndefinite">Whether maps and lists may be of indefinite length.</param>
    /// <returns>null, or why there is none.</returns>
    public static string? Measure(ReadOnlySpan<byte> data, out int length, bool allowIndefinite = false)
    {
        length = 0;
        var position = 0;
        var depth = 0;
        Span<ulong> open = stackalloc ulong[MaxDepth];

        // Of an open map of indefinite length: whether a value is to come.
        Span<bool> owing = stackalloc bool[MaxDepth];
        Span<bool> map = stackalloc bool[MaxDepth];

        do
        {
            if (position >= data.Length)
                return "ends too early";
            var initial = data[position++];
            if (initial == Break && depth > 0 && open[depth - 1] == UntilBreak)
            {
                if (owing[depth - 1])
                    return "a map that ends behind a key";
                depth--;
                while (depth > 0 && open[depth - 1] == 0)
                    depth--;
                continue;
            }

            if (depth > 0 && open[depth - 1] == UntilBreak)
                owing[depth - 1] = map[depth - 1] && !owing[depth - 1];
            else if (depth > 0)
                open[depth - 1]--;

            if (allowIndefinite && initial is (0x9F or 0xBF))
            {
                if (depth == MaxDepth)
                    return "nested too deeply";
                (open[depth], map[depth], owing[depth]) = (UntilBreak, initial == 0xBF, false);
                depth++;
                continue;
            }

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
