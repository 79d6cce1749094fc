using System.Buffers.Binary;
using System.Text.Unicode;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// What CBOR may look like here, checked in one pass before anything is read from it. WebAuthn (section 2.4) asks for CTAP2's canonical
/// form and lets a decoder refuse what is not in it. Refused are: tags, reserved encodings, strings in chunks, texts that are not UTF-8,
/// a key twice in a map, however its number or length is written, maps of more than <see cref="MaxMembers"/> members, nesting deeper than
/// <see cref="MaxDepth"/>; and maps and lists of indefinite length within authenticator data, which the authenticator makes and signs.
/// Not refused: map keys in another order and lengths that are not the shortest, which real authenticators send; and maps and lists of
/// indefinite length around the authenticator data, where platforms put the attestation object together by CBOR libraries of their own.
/// </summary>
internal static class CborStructure
{
    /// <summary>A compound attestation (section 8.9) needs five levels: object, list, attestation, statement, certificates.</summary>
    public const int MaxDepth = 5;

    /// <summary>The largest map of the specification has six. Each key is compared with those before it, so there must be an end.</summary>
    public const int MaxMembers = 32;

    /// <summary>Ends a map or list of indefinite length.</summary>
    public const byte Break = 0xFF;

    /// <summary>Begins a list of indefinite length.</summary>
    public const byte OpenList = 0x9F;

    /// <summary>Begins a map of indefinite length.</summary>
    public const byte OpenMap = 0xBF;

    private const ulong UntilBreak = ulong.MaxValue;
    private const string EndsEarly = "ends too early";
    private const string TooDeep = "nested too deeply";

    /// <summary>Finds the length in bytes of the data item that <paramref name="data"/> begins with.</summary>
    /// <param name="data">Any bytes.</param>
    /// <param name="length">How many of them the data item has.</param>
    /// <param name="allowIndefinite">Whether maps and lists may be of indefinite length.</param>
    /// <returns>null, or why there is none.</returns>
    public static string? Measure(ReadOnlySpan<byte> data, out int length, bool allowIndefinite = false)
    {
        length = 0;
        return Item(data, ref length, MaxDepth, allowIndefinite);
    }

    /// <summary>Reads the argument that an initial byte announces (RFC 8949 section 3).</summary>
    /// <param name="initial">The item's first byte.</param>
    /// <param name="data">Holds the argument from <paramref name="position"/> on, which then stands behind it.</param>
    /// <param name="position">Behind the initial byte.</param>
    /// <param name="argument">A number, a length in bytes or a count of items, as the major type has it.</param>
    /// <returns>null, or why there is none.</returns>
    public static string? Argument(byte initial, ReadOnlySpan<byte> data, ref int position, out ulong argument)
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
            return EndsEarly;
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

    private static string? Item(ReadOnlySpan<byte> data, ref int position, int depthLeft, bool allowIndefinite)
    {
        if (position >= data.Length)
            return EndsEarly;
        var initial = data[position++];
        if (allowIndefinite && initial is OpenList or OpenMap)
        {
            return depthLeft == 0 ? TooDeep
                : initial == OpenMap ? Map(data, ref position, UntilBreak, depthLeft - 1, allowIndefinite)
                : List(data, ref position, UntilBreak, depthLeft - 1, allowIndefinite);
        }

        if (Argument(initial, data, ref position, out var argument) is { } fault)
            return fault;

        // Each item of a list or map takes a byte at least, so that none of them can be longer than what is left.
        var left = (ulong)(data.Length - position);
        switch (initial >> 5)
        {
            case 2 or 3 when argument > left:
                return "a string is longer than what is left";
            case 2:
                position += (int)argument;
                return null;
            case 3:
                var text = data.Slice(position, (int)argument);
                position += text.Length;
                return Utf8.IsValid(text) ? null : "a text that is not UTF-8";
            case 4 or 5 when depthLeft == 0:
                return TooDeep;
            case 4 or 5 when argument > left:
                return "a list or map is longer than what is left";
            case 4:
                return List(data, ref position, argument, depthLeft - 1, allowIndefinite);
            case 5:
                return Map(data, ref position, argument, depthLeft - 1, allowIndefinite);
            case 6:
                return "a tag, which nothing here uses";
            case 7 when (initial & 31) == 24 && argument < 32:
                return "a reserved simple value";
            default:
                return null;
        }
    }

    private static string? List(ReadOnlySpan<byte> data, ref int position, ulong count, int depthLeft, bool allowIndefinite)
    {
        for (ulong item = 0; !IsEnd(data, ref position, item, count); item++)
        {
            if (Item(data, ref position, depthLeft, allowIndefinite) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? Map(ReadOnlySpan<byte> data, ref int position, ulong count, int depthLeft, bool allowIndefinite)
    {
        Span<(int Start, int End)> keys = stackalloc (int, int)[MaxMembers];
        for (ulong member = 0; !IsEnd(data, ref position, member, count); member++)
        {
            if (member == MaxMembers)
                return "a map of more than 32 members";

            var start = position;
            if (Item(data, ref position, depthLeft, allowIndefinite) is { } keyFault)
                return keyFault;
            var key = data[start..position];
            foreach (var (before, end) in keys[..(int)member])
            {
                if (IsSameKey(data[before..end], key))
                    return "a key stands there twice";
            }

            keys[(int)member] = (start, position);
            if (count == UntilBreak && position < data.Length && data[position] == Break)
                return "a map that ends behind a key";
            if (Item(data, ref position, depthLeft, allowIndefinite) is { } valueFault)
                return valueFault;
        }

        return null;
    }

    private static bool IsEnd(ReadOnlySpan<byte> data, ref int position, ulong done, ulong count)
    {
        if (count != UntilBreak)
            return done == count;
        if (position >= data.Length || data[position] != Break)
            return false;
        position++;
        return true;
    }

    /// <summary>Whether both are one number or one string, also where one of them is not written in the shortest way.</summary>
    private static bool IsSameKey(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var major = one[0] >> 5;
        if (major != other[0] >> 5)
            return false;
        if (major > 3)
            return one.SequenceEqual(other);

        var (behindOne, behindOther) = (1, 1);
        Argument(one[0], one, ref behindOne, out var argument);
        Argument(other[0], other, ref behindOther, out var otherArgument);
        return argument == otherArgument && one[behindOne..].SequenceEqual(other[behindOther..]);
    }
}
