namespace PasskeyLedger.Service.Access;

/// <summary>What a verified access token says.</summary>
/// <param name="Subject">1 to 64 bytes as UTF-8.</param>
/// <param name="Client">Not empty.</param>
/// <param name="Username">Null where the token has none.</param>
/// <param name="Expiry">The token's <c>exp</c>, seconds since 1970.</param>
internal sealed record AccessTokenClaims(string Issuer, string Subject, string Client, string? Username, long Expiry);

/// <summary>What came of reading an access token.</summary>
internal abstract record TokenReading
{
    private TokenReading()
    {
    }

    /// <param name="Keys">The set that holds the key it was verified with.</param>
    public sealed record Verified(AccessTokenClaims Claims, SigningKeys Keys) : TokenReading;

    public sealed record Refused(TokenRefusal Reason) : TokenReading;
}
