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

    private readonly AccessTokenReader reader = new(RequiredScope, time);
    private readonly VerifiedTokens verified = new(RememberedTokens);

    /// <summary>Verifies a token: from memory where it was verified before, else against the issuer's keys.</summary>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        // Before it is hashed: a long one costs nothing.
        if (token.Length > MaximumTokenLength)
            return new TokenVerdict.Refused(TokenRefusal.TooLong);

        var hash = TokenHash.Of(token);
        if (verified.TryGet(hash, out var remembered))
        {
            if (!reader.IsExpired(remembered.Expiry) && remembered.Issuer.Keys.IsCurrent(remembered.Keys))
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
        TrustedIssuer? issuer = null;
        switch (await reader.ReadAsync(token, name => issuers.TryFind(name, out issuer) ? issuer.Keys : null, cancellationToken))
        {
            case TokenReading.Refused(var reason):
                return (new TokenVerdict.Refused(reason), null);
            case TokenReading.Verified(var claims, _) when issuer!.Pool.Clients.Count > 0 && !issuer.Pool.Clients.Contains(claims.Client):
                return (new TokenVerdict.Refused(TokenRefusal.ClientNotAllowed), null);
            case TokenReading.Verified(var claims, var keys):
                var caller = new Caller(new(issuer!.Pool.Id), new(claims.Subject), new(claims.Client), claims.Username ?? claims.Subject);
                var verdict = new TokenVerdict.Verified(caller, issuer.Pool);
                return (verdict, new RememberedToken(verdict, claims.Expiry, issuer, keys));
            case var reading:
                throw new InvalidOperationException($"{reading.GetType().Name} is not a reading that is known.");
        }
    }
}
