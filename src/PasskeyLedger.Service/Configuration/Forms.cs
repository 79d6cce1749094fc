using System.Buffers;

namespace PasskeyLedger.Service.Configuration;

/// <summary>The forms that configured texts have, each with its name in words.</summary>
internal static class Forms
{
    public const string PoolId = "1 to 128 letters, digits, '_', '-' or '.'";
    public const string Domain = "a domain in lower case such as example.com, without scheme or port";
    public const string Origin =
        "an origin such as https://app.example.com (http for localhost alone, no path) or android:apk-key-hash:...";

    public const string HttpsUrl = "an https URL without user, query or fragment";
    public const string HttpUrl = "an https or http URL without user, query or fragment";
    public const string Aaguid = "a UUID such as 08987058-cadc-4b81-b6e1-30de50dcbe96";
    public const string Line = "text without control characters";

    /// <summary>The IANA registry "WebAuthn Attestation Statement Format Identifiers".</summary>
    private static readonly string[] AttestationFormats =
        ["packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "none", "apple", "compound"];

    private const string AndroidOrigin = "android:apk-key-hash:";

    private static readonly SearchValues<char> Base64UrlAlphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsPoolId(string text) =>
        text.Length <= 128 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    /// <summary>Host labels as DNS has them (RFC 1123, section 2.1), the last not a number, so that no IPv4 address passes.</summary>
    public static bool IsDomain(string text) =>
        text.Length <= 253 && text.Split('.') is var labels && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);

    /// <summary>An origin exactly as a browser serializes it, or an Android app's (WebAuthn's client data has no others).</summary>
    public static bool IsOrigin(string text) =>
        IsAndroidOrigin(text)
        || (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLocalhost(url)))
            && url.UserInfo.Length == 0
            && url.GetLeftPart(UriPartial.Authority) == text);

    public static bool IsHttpsUrl(string text) => IsUrl(text, out var url) && url.Scheme == Uri.UriSchemeHttps;

    public static bool IsHttpUrl(string text) =>
        IsUrl(text, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    public static string AttestationFormat { get; } = $"one of {string.Join(", ", AttestationFormats)}";

    public static bool IsAttestationFormat(string text) => AttestationFormats.Contains(text);

    public static bool IsAaguid(string text) => Guid.TryParseExact(text, "D", out _);

    public static bool IsLine(string text) => !text.Any(char.IsControl);

    /// <summary>Whether a URL is this machine's own, as the development issuer's is.</summary>
    public static bool IsLoopbackHttpUrl(string text) => IsUrl(text, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        && !label.StartsWith('-') && !label.EndsWith('-');

    // What follows is the SHA-256 of the app's signing certificate as base64url.
    private static bool IsAndroidOrigin(string text) =>
        text.StartsWith(AndroidOrigin, StringComparison.Ordinal)
        && text.Length == AndroidOrigin.Length + 43
        && text.AsSpan(AndroidOrigin.Length).IndexOfAnyExcept(Base64UrlAlphabet) < 0;

    private static bool IsLocalhost(Uri url) => url.Host == "localhost" || url.Host.EndsWith(".localhost", StringComparison.Ordinal);

    private static bool IsUrl(string text, out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url!) && url is { UserInfo: "", Query: "", Fragment: "" } && !text.Any(char.IsWhiteSpace);
}
