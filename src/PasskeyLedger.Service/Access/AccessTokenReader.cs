using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// What is asked of every access token, a user's or an operator's: a JWT signed with RS256 or ES256 by a key that its issuer publishes,
/// valid now, of the use <c>access</c>, with the scope that opens what is called.
/// </summary>
/// <param name="requiredScope">The scope that the token must hold.</param>
/// <param name="time">The service's clock: what an issuer's may differ from by <see cref="AccessTokenVerifier.ClockSkew"/>.</param>
internal sealed class AccessTokenReader(string requiredScope, TimeProvider time)
{
    // The user's handle is the sub's text, and a WebAuthn user handle holds 64 bytes at the most (Level 3, section 5.4.3).
    private const int MaximumSubjectBytes = 64;

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = AccessTokenVerifier.MaximumTokenLength };

    // One set a key: to make it anew costs more than all the library does with it but the signature.
    private readonly ConditionalWeakTable<SecurityKey, TokenValidationParameters> parameters = [];

    private static long SkewSeconds => (long)AccessTokenVerifier.ClockSkew.TotalSeconds;

    /// <summary>Verifies a token against the issuer that it names.</summary>
    /// <param name="findKeys">The keys of the issuer with this <c>iss</c> (null where the token has none); null where it is not one to believe.</param>
    public async ValueTask<TokenReading> ReadAsync(string token, Func<string?, IssuerKeys?> findKeys, CancellationToken cancellationToken)
    {
        if (Parse(token, out var jwt) is { } unreadable)
            return new TokenReading.Refused(unreadable);
        if (!Algorithms.Contains(jwt!.Alg))
            return new TokenReading.Refused(TokenRefusal.AlgorithmNotAccepted);
        if (jwt.TryGetHeaderValue<object>("crit", out _))
            return new TokenReading.Refused(TokenRefusal.CriticalHeader);
        if (string.IsNullOrEmpty(jwt.Kid))
            return new TokenReading.Refused(TokenRefusal.KeyIdMissing);
        if (findKeys(jwt.Issuer) is not { } issuer)
            return new TokenReading.Refused(TokenRefusal.IssuerUnknown);

        switch (await issuer.FindAsync(jwt.Kid, jwt.Alg, cancellationToken))
        {
            case KeyLookup.Found(var key, var keys):
                if (!await IsSignedAsync(jwt, key))
                    return new TokenReading.Refused(TokenRefusal.SignatureInvalid);
                return ReadClaims(jwt, out var claims) is { } unacceptable
                    ? new TokenReading.Refused(unacceptable)
                    : new TokenReading.Verified(claims!, keys);
            case KeyLookup.Unknown:
                return new TokenReading.Refused(TokenRefusal.KeyUnknown);
            default:
                return new TokenReading.Refused(TokenRefusal.KeysUnavailable);
        }
    }

    // As seconds throughout: a far-off exp of a foreign issuer must not overflow a date.
    public bool IsExpired(long expiry) => Now() - SkewSeconds >= expiry;

    private static TokenRefusal? Parse(string token, out JsonWebToken? jwt)
    {
        jwt = null;
        if (token.Length > AccessTokenVerifier.MaximumTokenLength)
            return TokenRefusal.TooLong;
        switch (token.AsSpan().Count('.'))
        {
            case 2:
                break;
            case 4:
                return TokenRefusal.Encrypted;
            default:
                return TokenRefusal.Malformed;
        }

        try
        {
            jwt = new JsonWebToken(token);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return TokenRefusal.Malformed;
        }
    }

    private async Task<bool> IsSignedAsync(JsonWebToken jwt, SecurityKey key) =>
        (await handler.ValidateTokenAsync(jwt, parameters.GetValue(key, ParametersFor))).IsValid;

    private static TokenValidationParameters ParametersFor(SecurityKey key)
    {
        SecurityKey[] only = [key];
        return new()
        {
            ValidAlgorithms = Algorithms,
            // The keys were found by the iss itself.
            ValidateIssuer = false,
            // The one key that the header names, whatever else the library would look for.
            IssuerSigningKeyResolver = (_, _, _, _) => only,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            // Cognito's access tokens have no aud: client_id takes its place.
            ValidateAudience = false,
            // Checked below by the service's own clock.
            ValidateLifetime = false,
        };
    }

    private TokenRefusal? ReadClaims(JsonWebToken jwt, out AccessTokenClaims? read)
    {
        read = null;
        // Between the two dots.
        var token = jwt.EncodedToken.AsSpan();
        var encoded = token[(token.IndexOf('.') + 1)..token.LastIndexOf('.')];
        var payload = new byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        if (Base64Url.DecodeFromChars(encoded, payload, out _, out var length) != OperationStatus.Done)
            return TokenRefusal.Malformed;
        using var document = JsonDocument.Parse(payload.AsMemory(0, length));
        var claims = document.RootElement;

        if (!IsSeconds("exp", out var expiry) || IsExpired(expiry))
            return TokenRefusal.Expired;
        if (claims.TryGetProperty("nbf", out _) && !(IsSeconds("nbf", out var notBefore) && notBefore <= Now() + SkewSeconds))
            return TokenRefusal.NotYetValid;
        if (!IsText("token_use", out var use) || !use.ValueEquals("access"))
            return TokenRefusal.NotAnAccessToken;
        if (Text("scope") is not { } scope || !HoldsScope(scope))
            return TokenRefusal.ScopeMissing;
        if (Text("sub") is not { Length: > 0 } sub || Encoding.UTF8.GetByteCount(sub) > MaximumSubjectBytes)
            return TokenRefusal.SubjectUnusable;
        if (Text("client_id") is not { Length: > 0 } client)
            return TokenRefusal.ClientNotAllowed;

        read = new(jwt.Issuer, sub, client, Text("username") is { Length: > 0 } named ? named : null, expiry);
        return null;

        bool IsSeconds(string claim, out long seconds)
        {
            seconds = 0;
            return claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out seconds);
        }

        bool IsText(string claim, out JsonElement value) => claims.TryGetProperty(claim, out value) && value.ValueKind == JsonValueKind.String;

        string? Text(string claim) => IsText(claim, out var value) ? value.GetString() : null;
    }

    private bool HoldsScope(ReadOnlySpan<char> scopes)
    {
        foreach (var range in scopes.Split(' '))
        {
            if (scopes[range].SequenceEqual(requiredScope))
                return true;
        }

        return false;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
