namespace PasskeyLedger.Service.Access;

/// <summary>The access token of a request's <c>Authorization</c> header (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    /// <summary>What a refusal says in <c>WWW-Authenticate</c>.</summary>
    public const string Scheme = "Bearer";

    /// <summary>The token; null where the header is missing or of another scheme.</summary>
    public static string? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase) ? authorization[(Scheme.Length + 1)..].Trim() : null;
    }
}
