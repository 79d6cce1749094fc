using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// Decides who a caller is by an Amazon Cognito access token: a JWT signed with RS256 or ES256 by the issuer of one of the pools.
/// Which pool it is about is taken from the <c>iss</c> before anything is verified; everything is then verified against that pool alone.
/// </summary>
/// <remarks>
/// What was verified is remembered by the token's hash. A remembered token counts no longer than its <c>exp</c>, and only while
/// the issuer still publishes the set of keys it was verified with. Refusals are not remembered.
/// </remarks>
public sealed class AccessTokenVerifier(TrustedIssuers issuers, TimeProvider time)
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaximumTokenLength = 16 * 1024;

    /// <summary>The scope that lets a token's holder manage the user's own sign-in.</summary>
    public const string RequiredScope = "aws.cognito.signin.user.admin";

    /// <summary>How far the issuer's clock may be from this one.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>How many verified tokens are remembered.</summary>
    public const int RememberedTokens = 32 * 1024;

    // The user's handle is the sub's text, and a WebAuthn user handle holds 64 bytes at the most (Level 3, section 5.4.3).
    private const int MaximumSubjectBytes = 64;

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaximumTokenLength };
    private readonly VerifiedTokens verified = new(RememberedTokens);

    /// <summary>Verifies a token: from memory where it was verified before, else against the issuer's keys.</summary>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaximumTokenLength)
            return new TokenVerdict.Refused(TokenRefusal.TooLong);

        var hash = TokenHash.Of(token);
        if (verified.TryGet(hash, out var remembered))
        {
            if (!IsExpired(remembered.Expiry) && remembered.Issuer.Keys.IsCurrent(remembered.Keys))
                return remembered.Verdict;
            verified.Remove(hash);
        }

        var (verdict, toRemember) = await VerifyAnewAsync(token, cancellationToken);
        if (toRemember is not null)
            verified.Add(hash, toRemember);
        return verdict;
    }

    private async ValueTask<(TokenVerdict Verdict, RememberedToken? ToRemember)> VerifyAnewAsync(
        string token, CancellationToken cancellationToken)
    {
        if (Read(token, out var jwt) is { } unreadable)
            return Refused(unreadable);
        if (!Algorithms.Contains(jwt!.Alg))
            return Refused(TokenRefusal.AlgorithmNotAccepted);
        if (jwt.TryGetHeaderValue<object>("crit", out _))
            return Refused(TokenRefusal.CriticalHeader);
        if (string.IsNullOrEmpty(jwt.Kid))
            return Refused(TokenRefusal.KeyIdMissing);
        if (!issuers.TryFind(jwt.Issuer, out var issuer))
            return Refused(TokenRefusal.IssuerUnknown);

        switch (await issuer.Keys.FindAsync(jwt.Kid, jwt.Alg, cancellationToken))
        {
            case KeyLookup.Found(var key, var keys):
                if (!await IsSignedAsync(jwt, issuer, key))
                    return Refused(TokenRefusal.SignatureInvalid);
                if (ReadClaims(jwt, issuer, out var caller, out var expiry) is { } unacceptable)
                    return Refused(unacceptable);
                var verdict = new TokenVerdict.Verified(caller!, issuer.Pool);
                return (verdict, new RememberedToken(verdict, expiry, issuer, keys));
            case KeyLookup.Unknown:
                return Refused(TokenRefusal.KeyUnknown);
            default:
                return Refused(TokenRefusal.KeysUnavailable);
        }

        static (TokenVerdict, RememberedToken?) Refused(TokenRefusal reason) => (new TokenVerdict.Refused(reason), null);
    }

    private static TokenRefusal? Read(string token, out JsonWebToken? jwt)
    {
        jwt = null;
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

    private async Task<bool> IsSignedAsync(JsonWebToken jwt, TrustedIssuer issuer, SecurityKey key)
    {
        var result = await handler.ValidateTokenAsync(jwt, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = issuer.Pool.Issuer,
            // The one key that the header names, whatever else the library would look for.
            IssuerSigningKeyResolver = (_, _, _, _) => [key],
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            // Cognito's access tokens have no aud: client_id takes its place.
            ValidateAudience = false,
            // Checked below by the service's own clock.
            ValidateLifetime = false,
        });
        return result.IsValid;
    }

    private TokenRefusal? ReadClaims(JsonWebToken jwt, TrustedIssuer issuer, out Caller? caller, out long expiry)
    {
        caller = null;
        expiry = 0;
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        var claims = document.RootElement;

        if (!IsSeconds("exp", out expiry) || IsExpired(expiry))
            return TokenRefusal.Expired;
        if (claims.TryGetProperty("nbf", out _) && !(IsSeconds("nbf", out var notBefore) && notBefore <= Now() + SkewSeconds))
            return TokenRefusal.NotYetValid;
        if (Text("token_use") != "access")
            return TokenRefusal.NotAnAccessToken;
        if (Text("scope") is not { } scope || !scope.Split(' ').Contains(RequiredScope))
            return TokenRefusal.ScopeMissing;
        if (Text("sub") is not { Length: > 0 } sub || Encoding.UTF8.GetByteCount(sub) > MaximumSubjectBytes)
            return TokenRefusal.SubjectUnusable;
        if (Text("client_id") is not { Length: > 0 } client || (issuer.Pool.Clients.Count > 0 && !issuer.Pool.Clients.Contains(client)))
            return TokenRefusal.ClientNotAllowed;

        var username = Text("username") is { Length: > 0 } named ? named : sub;
        caller = new Caller(new UserPoolId(issuer.Pool.Id), new Sub(sub), new ClientId(client), username);
        return null;

        bool IsSeconds(string claim, out long seconds)
        {
            seconds = 0;
            return claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out seconds);
        }

        string? Text(string claim) =>
            claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    // As seconds throughout: a far-off exp of a foreign issuer must not overflow a date.
    private bool IsExpired(long expiry) => Now() - SkewSeconds >= expiry;

    private static long SkewSeconds => (long)ClockSkew.TotalSeconds;

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
