using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>
/// Values of personal members as JSON strings. A blob is base64, plain and sealed; a text that is sealed is
/// <see cref="Prefix"/> and base64url of the sealed bytes.
/// </summary>
internal static class FieldText
{
    /// <summary>How a sealed text begins; nothing that an application sends does.</summary>
    public static ReadOnlySpan<byte> Prefix => "sealed.passkey-ledger:"u8;

    // As many characters as hold the beginning of sealed bytes, to the end of the key's id.
    private const int KeyIdCharacters = 24;

    /// <summary>The value's own bytes: those of a blob, or the text in UTF-8. The buffer holds at least the string's length.</summary>
    /// <exception cref="FormatException">A blob is not base64.</exception>
    public static Span<byte> ReadPlain(ReadOnlySpan<byte> json, PersonalField field, Span<byte> buffer)
    {
        var text = ReadText(json, field, buffer);
        if (!field.Member.IsBlob)
            return text;
        if (Base64.DecodeFromUtf8InPlace(text, out var length) != OperationStatus.Done)
            throw new FormatException($"The member {field.Member} is not base64.");
        return text[..length];
    }

    /// <summary>The key that the value is sealed with; null where it is plain.</summary>
    public static Guid? KeyIdOf(ReadOnlySpan<byte> json, PersonalField field)
    {
        // Within the quotation marks. Sealed values have no character that JSON escapes.
        var text = json.Slice(field.Start + 1, field.Length - 2);
        Span<byte> beginning = stackalloc byte[KeyIdCharacters / 4 * 3];
        if (field.Member.IsBlob)
        {
            return text.Length > KeyIdCharacters
                && Base64.DecodeFromUtf8(text[..KeyIdCharacters], beginning, out _, out _, isFinalBlock: false) == OperationStatus.Done
                    ? SealedBytes.KeyIdOf(beginning)
                    : null;
        }

        return text.StartsWith(Prefix) && text.Length > Prefix.Length + KeyIdCharacters
            && Base64Url.DecodeFromUtf8(text.Slice(Prefix.Length, KeyIdCharacters), beginning, out _, out _, isFinalBlock: false) == OperationStatus.Done
                ? SealedBytes.KeyIdOf(beginning)
                : null;
    }

    /// <summary>The sealed bytes of a value whose key is known; empty where what follows the key's id is no encoding of bytes.</summary>
    public static Span<byte> ReadSealed(ReadOnlySpan<byte> json, PersonalField field, Span<byte> buffer)
    {
        var text = ReadText(json, field, buffer);
        if (field.Member.IsBlob)
            return Base64.DecodeFromUtf8InPlace(text, out var length) == OperationStatus.Done ? text[..length] : [];
        var encoded = text[Prefix.Length..];
        return Base64Url.IsValid(encoded) ? encoded[..Base64Url.DecodeFromUtf8InPlace(encoded)] : [];
    }

    public static void WriteSealed(IBufferWriter<byte> output, ReadOnlySpan<byte> sealedBytes, bool isBlob)
    {
        if (isBlob)
        {
            WriteBlob(output, sealedBytes);
            return;
        }

        Write(output, "\""u8);
        Write(output, Prefix);
        var destination = output.GetSpan(Base64Url.GetEncodedLength(sealedBytes.Length));
        Base64Url.EncodeToUtf8(sealedBytes, destination, out _, out var written);
        output.Advance(written);
        Write(output, "\""u8);
    }

    public static void WritePlain(IBufferWriter<byte> output, ReadOnlySpan<byte> plain, bool isBlob)
    {
        if (isBlob)
        {
            WriteBlob(output, plain);
            return;
        }

        Write(output, "\""u8);
        Write(output, JsonEncodedText.Encode(plain, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        Write(output, "\""u8);
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    private static void WriteBlob(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        Write(output, "\""u8);
        var destination = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, destination, out _, out var written);
        output.Advance(written);
        Write(output, "\""u8);
    }

    private static Span<byte> ReadText(ReadOnlySpan<byte> json, PersonalField field, Span<byte> buffer)
    {
        var reader = new Utf8JsonReader(json.Slice(field.Start, field.Length));
        reader.Read();
        return buffer[..reader.CopyString(buffer)];
    }
}
