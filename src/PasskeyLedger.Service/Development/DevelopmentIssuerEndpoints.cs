using System.Text.Json;

namespace PasskeyLedger.Service.Development;

/// <summary>The development issuer over HTTP.</summary>
public static class DevelopmentIssuerEndpoints
{
    public const string DiscoveryPath = "/.well-known/openid-configuration";
    public const string KeySetPath = "/.well-known/jwks.json";
    public const string TokenPath = "/dev/token";

    private const int MaximumBodyLength = 4096;

    /// <summary>
    /// Maps discovery (OpenID Connect Discovery 1.0), the JWK set, and <c>POST /dev/token</c>, which takes
    /// <c>{"username": "alice", "operator": false}</c> and gives <c>{"access_token", "token_type", "expires_in"}</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapDevelopmentIssuer(this IEndpointRouteBuilder endpoints, DevelopmentIssuer issuer)
    {
        endpoints.MapGet(DiscoveryPath, () => TypedResults.Json(new
        {
            issuer = issuer.Issuer,
            jwks_uri = issuer.Issuer + KeySetPath,
            token_endpoint = issuer.Issuer + TokenPath,
            response_types_supported = new[] { "token" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        endpoints.MapGet(KeySetPath, () => TypedResults.Bytes(issuer.KeySet, "application/json"));
        endpoints.MapPost(
            TokenPath, (HttpContext context, CancellationToken cancellationToken) => IssueAsync(issuer, context, cancellationToken));
        return endpoints;
    }

    private static async Task<IResult> IssueAsync(DevelopmentIssuer issuer, HttpContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context.Request, cancellationToken) is not { } wish)
        {
            return TypedResults.BadRequest(new
            {
                error = "invalid_request",
                error_description = """The body is {"username": "..."}, optionally with "operator": true. """ + DevelopmentIssuer.UsernameForm,
            });
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            access_token = issuer.IssueToken(wish.Username, wish.IsOperator),
            token_type = "Bearer",
            expires_in = (int)DevelopmentIssuer.Lifetime.TotalSeconds,
        });
    }

    private static async Task<(string Username, bool IsOperator)?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumBodyLength + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaximumBodyLength)
            return null;
        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            var body = document.RootElement;
            if (body.ValueKind != JsonValueKind.Object
                || !body.TryGetProperty("username", out var username) || username.ValueKind != JsonValueKind.String
                || !DevelopmentIssuer.IsUsername(username.GetString()))
                return null;
            var isOperator = body.TryGetProperty("operator", out var wished) ? wished.ValueKind : JsonValueKind.False;
            return isOperator is JsonValueKind.True or JsonValueKind.False
                ? (username.GetString()!, isOperator == JsonValueKind.True)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half a surrogate pair.
            return null;
        }
    }
}
