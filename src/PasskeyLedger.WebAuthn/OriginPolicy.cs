using System.Buffers;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// Which origins a credential may be created from (section 13.4.9, "Validating the origin of a credential"). Expected are
/// <list type="bullet">
/// <item>https origins whose host is the relying party id or a subdomain of it, on any port: a browser lets each of these use the
/// relying party id (section 5.1.3 compares domains and leaves ports out), so the port tells nothing more;</item>
/// <item><c>http://localhost</c> on any port where the relying party id is <c>localhost</c>: the one plain http origin that browsers trust;</item>
/// <item>the origins that the relying party lists, compared byte for byte: other domains that share its id (section 5.11),
/// native applications (<c>android:apk-key-hash:...</c>).</item>
/// </list>
/// An origin is written as browsers serialize it (RFC 6454 section 6.2): lower case, no path, no user.
/// </summary>
public static class OriginPolicy
{
    private const string Localhost = "localhost";
    private const int MaxPort = 65535;

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>Section 7.1 step 9.</summary>
    /// <param name="origin">What the client says.</param>
    /// <param name="relyingPartyId">The relying party's id.</param>
    /// <param name="listed">The origins that the relying party lists.</param>
    /// <param name="listedOnly">Whether the relying party id's own origins are accepted only where they are listed too.</param>
    public static bool Allows(string origin, string relyingPartyId, IReadOnlyList<string> listed, bool listedOnly = false)
    {
        if (IsListed(origin, listed))
            return true;
        if (listedOnly)
            return false;
        if (!TryReadWebOrigin(origin, out var secure, out var host))
            return false;
        return secure
            ? IsDomainOrSubdomain(host, relyingPartyId)
            : host is Localhost && relyingPartyId == Localhost;
    }

    /// <summary>
    /// Section 7.1 step 11, for a relying party that lets itself be framed: by the pages it lists, or by any web page if it lists none.
    /// </summary>
    public static bool AllowsTop(string topOrigin, string relyingPartyId, IReadOnlyList<string> origins, IReadOnlyList<string> topOrigins) =>
        topOrigins.Count == 0
            ? TryReadWebOrigin(topOrigin, out _, out _)
            : IsListed(topOrigin, topOrigins) || Allows(topOrigin, relyingPartyId, origins);

    private static bool IsListed(string origin, IReadOnlyList<string> listed)
    {
        for (var i = 0; i < listed.Count; i++)
        {
            if (listed[i] == origin)
                return true;
        }

        return false;
    }

    private static bool TryReadWebOrigin(string origin, out bool secure, out ReadOnlySpan<char> host)
    {
        host = default;
        secure = origin.StartsWith("https://", StringComparison.Ordinal);
        if (!secure && !origin.StartsWith("http://", StringComparison.Ordinal))
            return false;

        var authority = origin.AsSpan(secure ? "https://".Length : "http://".Length);
        var colon = authority.IndexOf(':');
        if (colon >= 0 && !IsPort(authority[(colon + 1)..]))
            return false;

        host = colon < 0 ? authority : authority[..colon];
        return !host.IsEmpty
            && !host.ContainsAnyExcept(HostCharacters)
            && host[0] != '.'
            && !host.Contains("..", StringComparison.Ordinal);
    }

    private static bool IsPort(ReadOnlySpan<char> digits) =>
        digits.Length is > 0 and <= 5
        && !digits.ContainsAnyExceptInRange('0', '9')
        && digits[0] != '0'
        && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) <= MaxPort;

    private static bool IsDomainOrSubdomain(ReadOnlySpan<char> host, string domain) =>
        host.EndsWith(domain, StringComparison.Ordinal)
        && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
