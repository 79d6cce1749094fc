using System.Text.Json;
using System.Text.Unicode;

namespace PasskeyLedger.Transparency.Canonical;

/// <summary>
/// JSON in the canonical form of RFC 8785: no white space, members sorted by the UTF-16 code units of their names, texts and numbers as
/// ECMAScript writes them; or in the same form with numbers exact (<see cref="CanonicalNumber"/>). An instance keeps its buffers, and serves
/// one thread at a time.
/// </summary>
public sealed class CanonicalJson
{
    /// <summary>The most arrays and objects within each other.</summary>
    public const int DeepestNesting = 1000;

    private readonly ByteBuffer names = new();
    private readonly ByteBuffer unescaped = new();
    private readonly ByteBuffer reordered = new();
    private readonly Comparison<Member> byName;
    private Member[] members = new Member[64];
    private int memberCount;
    private bool writesExact;
    private bool isRounded;

    public CanonicalJson() => byName = Compare;

    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="JsonException">
    /// The text is not JSON, or not what RFC 8785 takes: a member's name is given twice, a text is not Unicode, a number is beyond the doubles.
    /// </exception>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var output = new ByteBuffer();
        new CanonicalJson().Write(json, isExact: false, output);
        return output.Written.ToArray();
    }

    /// <summary>Appends the canonical form, or the exact one.</summary>
    /// <returns>Whether both are one: no number would be rounded.</returns>
    /// <inheritdoc cref="Of" path="/exception"/>
    internal bool Write(ReadOnlySpan<byte> json, bool isExact, ByteBuffer output)
    {
        (writesExact, isRounded) = (isExact, false);
        names.Truncate(0);
        memberCount = 0;
        if (!Utf8.IsValid(json))
            throw new JsonException("The text is not UTF-8.");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            reader.Read();
            WriteValue(ref reader, output);
            reader.Read();
        }
        catch (InvalidOperationException fault)
        {
            // A surrogate without its other half, written as an escape.
            throw new JsonException("A text of the JSON is not Unicode.", fault);
        }

        return !isRounded;
    }

    private void WriteValue(ref Utf8JsonReader reader, ByteBuffer output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, output);
                break;
            case JsonTokenType.String:
                WriteText(ref reader, output);
                break;
            case JsonTokenType.Number:
                isRounded |= !CanonicalNumber.Write(reader.ValueSpan, writesExact, output);
                break;
            case JsonTokenType.True:
                output.Append("true"u8);
                break;
            case JsonTokenType.False:
                output.Append("false"u8);
                break;
            case JsonTokenType.Null:
                output.Append("null"u8);
                break;
            default:
                throw new JsonException($"A value begins with {reader.TokenType}.");
        }
    }

    private void WriteArray(ref Utf8JsonReader reader, ByteBuffer output)
    {
        output.Append((byte)'[');
        var start = output.Length;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (output.Length > start)
                output.Append((byte)',');
            WriteValue(ref reader, output);
        }

        output.Append((byte)']');
    }

    // Members are written as they come, each with a comma, and put in order when all are there.
    private void WriteObject(ref Utf8JsonReader reader, ByteBuffer output)
    {
        output.Append((byte)'{');
        var (first, firstName, start) = (memberCount, names.Length, output.Length);
        var isInOrder = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = names.Length;
            var nameEnd = KeepName(ref reader);
            var member = new Member(nameStart, nameEnd, Beginning(names.Part(nameStart, nameEnd)), output.Length, End: 0);
            if (memberCount > first && Compare(members[memberCount - 1], member) >= 0)
                isInOrder = false;
            WriteText(ref reader, output);
            output.Append((byte)':');
            reader.Read();
            WriteValue(ref reader, output);
            output.Append((byte)',');
            if (memberCount == members.Length)
                Array.Resize(ref members, memberCount * 2);
            members[memberCount++] = member with { End = output.Length };
        }

        if (memberCount > first)
        {
            if (!isInOrder)
                Reorder(members.AsSpan(first, memberCount - first), start, output);
            output.Truncate(output.Length - 1);
        }

        output.Append((byte)'}');
        memberCount = first;
        names.Truncate(firstName);
    }

    private int KeepName(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            names.Advance(reader.CopyString(names.Reserve(reader.ValueSpan.Length)));
        else
            names.Append(reader.ValueSpan);
        return names.Length;
    }

    private void Reorder(Span<Member> unordered, int start, ByteBuffer output)
    {
        unordered.Sort(byName);
        reordered.Truncate(0);
        for (var index = 0; index < unordered.Length; index++)
        {
            if (index > 0 && Name(unordered[index]).SequenceEqual(Name(unordered[index - 1])))
                throw new JsonException("A member's name is given twice.");
            reordered.Append(output.Part(unordered[index].Start, unordered[index].End));
        }

        reordered.Written.CopyTo(output.Part(start, output.Length));
    }

    private void WriteText(ref Utf8JsonReader reader, ByteBuffer output)
    {
        if (!reader.ValueIsEscaped)
        {
            output.Append((byte)'"');
            output.Append(reader.ValueSpan);
            output.Append((byte)'"');
            return;
        }

        unescaped.Truncate(0);
        unescaped.Advance(reader.CopyString(unescaped.Reserve(reader.ValueSpan.Length)));
        CanonicalText.Write(unescaped.Written, output);
    }

    private ReadOnlySpan<byte> Name(Member member) => names.Part(member.NameStart, member.NameEnd);

    private int Compare(Member one, Member other) =>
        one.Beginning == other.Beginning ? CompareNames(Name(one), Name(other)) : one.Beginning.CompareTo(other.Beginning);

    private static int CompareNames(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var common = one.CommonPrefixLength(other);
        return common == one.Length || common == other.Length
            ? one.Length.CompareTo(other.Length)
            : Rank(one[common]).CompareTo(Rank(other[common]));
    }

    // Most names differ in their first eight bytes. A shorter one has zeros behind it, and comes first.
    private static ulong Beginning(ReadOnlySpan<byte> name)
    {
        var beginning = 0UL;
        for (var index = 0; index < sizeof(ulong); index++)
            beginning = (beginning << 8) | (index < name.Length ? Rank(name[index]) : (byte)0);
        return beginning;
    }

    /// <summary>
    /// So that UTF-8 compares as UTF-16 would: characters beyond the first plane, whose surrogates are D800 to DFFF, come before E000 to FFFF,
    /// which in UTF-8 begin with EE or EF. No byte of UTF-8 is above F4.
    /// </summary>
    private static byte Rank(byte lead) => lead is 0xEE or 0xEF ? (byte)(lead + 0x10) : lead;

    /// <summary>A member of an object that is being written: its name in <see cref="names"/>, how that begins, and where it stands in the output.</summary>
    private readonly record struct Member(int NameStart, int NameEnd, ulong Beginning, int Start, int End);
}
