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

    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = [];
        var rest = text.Length % 4;
        if (rest == 1 || text.ContainsAnyExcept(Alphabet))
            return false;
        if (rest != 0 && (Value(text[^1]) & (rest == 2 ? 0b1111 : 0b11)) != 0)
            return false;

        var decoded = new byte[(text.Length / 4 * 3) + (rest == 0 ? 0 : rest - 1)];
        if (Base64Url.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done || written != decoded.Length)
            return false;
        bytes = decoded;
        return true;
    }

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
