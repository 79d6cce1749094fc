using System.Buffers;
using System.Text;

namespace PasskeyLedger.Transparency.Canonical;

/// <summary>A text in canonical JSON (RFC 8785, section 3.2.2.2), in its quotes: no more is escaped than has to be.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, ByteBuffer)"/>
    public static void Write(string text, ByteBuffer output)
    {
        var start = output.Length;
        output.Append((byte)'"');
        output.Advance(Encoding.UTF8.GetBytes(text, output.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));
        var written = output.Part(start + 1, output.Length);
        if (!written.ContainsAny(Escaped))
        {
            output.Append((byte)'"');
            return;
        }

        var plain = written.ToArray();
        output.Truncate(start);
        Write(plain, output);
    }

    /// <summary>A text as it stands in canonical JSON, in its quotes.</summary>
    public static void Write(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        output.Append((byte)'"');
        while (text.IndexOfAny(Escaped) is >= 0 and var plain)
        {
            output.Append(text[..plain]);
            WriteEscape(text[plain], output);
            text = text[(plain + 1)..];
        }

        output.Append(text);
        output.Append((byte)'"');
    }

    private static void WriteEscape(byte character, ByteBuffer output)
    {
        switch (character)
        {
            case (byte)'"':
                output.Append("\\\""u8);
                break;
            case (byte)'\\':
                output.Append("\\\\"u8);
                break;
            case (byte)'\b':
                output.Append("\\b"u8);
                break;
            case (byte)'\t':
                output.Append("\\t"u8);
                break;
            case (byte)'\n':
                output.Append("\\n"u8);
                break;
            case (byte)'\f':
                output.Append("\\f"u8);
                break;
            case (byte)'\r':
                output.Append("\\r"u8);
                break;
            default:
                output.Append("\\u00"u8);
                output.Append("0123456789abcdef"u8[character >> 4]);
                output.Append("0123456789abcdef"u8[character & 0xF]);
                break;
        }
    }
}
