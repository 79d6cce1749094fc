using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PasskeyLedger.ReadModels.Credentials;

/// <summary>
/// The last passkey of a page. As text it is base64url of <c>{microseconds since 1970}/{credential id}</c>; to a caller it is opaque.
/// </summary>
public sealed record CredentialCursor(DateTimeOffset CreatedAt, string CredentialId)
{
    private static readonly long LastMicrosecond = MicrosecondsOf(DateTimeOffset.MaxValue);

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{MicrosecondsOf(CreatedAt)}/{CredentialId}")));

    /// <summary>Reads what <see cref="ToString"/> wrote; null where the text is anything else.</summary>
    public static CredentialCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds <= LastMicrosecond
            && parts[1].All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
                ? new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), parts[1])
                : null;
    }

    private static long MicrosecondsOf(DateTimeOffset moment) =>
        (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
