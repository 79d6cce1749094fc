using System.Buffers;
using System.Buffers.Text;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// Base64url as WebAuthn writes it (section 3, RFC 4648 section 5): no padding, no whitespace, no bits left over.
/// Each byte string has one text and each text one byte string, so that two credentials can't differ in their spelling alone.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length % 4 != 1 && !text.ContainsAnyExcept(Alphabet) && !HasBitsLeftOver(text);

    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = [];
        var rest = text.Length % 4;
        if (rest == 1)
            return false;

        // The decoder lets white space and padding pass; then there are fewer bytes than the text's length stands for.
        var decoded = GC.AllocateUninitializedArray<byte>((text.Length / 4 * 3) + (rest == 0 ? 0 : rest - 1));
        if (Base64Url.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done
            || written != decoded.Length
            || HasBitsLeftOver(text))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    /// <summary>Whether a valid text is the one of these bytes.</summary>
    /// <param name="text">Known to be valid.</param>
    /// <param name="bytes">A credential id: at most 1023 bytes.</param>
    public static bool IsTextOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> bytes)
    {
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length))
            return false;
        Span<byte> encoded = stackalloc byte[text.Length];
        return Base64Url.EncodeToUtf8(bytes, encoded) == text.Length && text.SequenceEqual(encoded);
    }

    /// <summary>Of two or three characters behind the last whole four, the lowest bits mean nothing and are zero.</summary>
    private static bool HasBitsLeftOver(ReadOnlySpan<byte> text) =>
        (text.Length % 4) switch
        {
            2 => (Value(text[^1]) & 0b1111) != 0,
            3 => (Value(text[^1]) & 0b11) != 0,
            _ => false,
        };

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
