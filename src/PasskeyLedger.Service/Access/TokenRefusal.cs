namespace PasskeyLedger.Service.Access;

/// <summary>Why an access token was refused. For logs and metrics; the caller hears only that it was.</summary>
public enum TokenRefusal
{
    /// <summary>Longer than <see cref="AccessTokenVerifier.MaximumTokenLength"/>.</summary>
    TooLong,

    /// <summary>Missing, not a signed JWT in compact form (RFC 7519, section 7.2), or a header or claim has the wrong type.</summary>
    Malformed,

    /// <summary>An encrypted token (RFC 7516): five parts.</summary>
    Encrypted,

    /// <summary>The header's <c>alg</c> is neither RS256 nor ES256.</summary>
    AlgorithmNotAccepted,

    /// <summary>The header lists extensions that must be understood (<c>crit</c>, RFC 7515, section 4.1.11). None is.</summary>
    CriticalHeader,

    /// <summary>The header has no <c>kid</c>.</summary>
    KeyIdMissing,

    /// <summary>The <c>iss</c> is missing, or not one that is trusted: no pool's, for a user; not the operators', for an operator.</summary>
    IssuerUnknown,

    /// <summary>The issuer publishes no key of this <c>kid</c> for this <c>alg</c>.</summary>
    KeyUnknown,

    /// <summary>The issuer's keys could not be fetched, not even once. The token may be a good one.</summary>
    KeysUnavailable,

    /// <summary>The signature is not the key's.</summary>
    SignatureInvalid,

    /// <summary><c>exp</c> is missing, or has passed.</summary>
    Expired,

    /// <summary><c>nbf</c> is yet to come.</summary>
    NotYetValid,

    /// <summary><c>token_use</c> is not <c>access</c>.</summary>
    NotAnAccessToken,

    /// <summary><c>scope</c> does not hold the scope that opens what is called.</summary>
    ScopeMissing,

    /// <summary><c>sub</c> is missing, or longer than a WebAuthn user handle may be.</summary>
    SubjectUnusable,

    /// <summary><c>client_id</c> is missing, or not one of the pool's, for a user.</summary>
    ClientNotAllowed,
}

/// <summary>The names of <see cref="TokenRefusal"/> in logs and metrics.</summary>
public static class TokenRefusals
{
    /// <summary>A stable snake_case name.</summary>
    public static string Code(this TokenRefusal refusal) => refusal switch
    {
        TokenRefusal.TooLong => "token_too_long",
        TokenRefusal.Malformed => "token_malformed",
        TokenRefusal.Encrypted => "token_encrypted",
        TokenRefusal.AlgorithmNotAccepted => "algorithm_not_accepted",
        TokenRefusal.CriticalHeader => "critical_header",
        TokenRefusal.KeyIdMissing => "key_id_missing",
        TokenRefusal.IssuerUnknown => "issuer_unknown",
        TokenRefusal.KeyUnknown => "key_unknown",
        TokenRefusal.KeysUnavailable => "keys_unavailable",
        TokenRefusal.SignatureInvalid => "signature_invalid",
        TokenRefusal.Expired => "expired",
        TokenRefusal.NotYetValid => "not_yet_valid",
        TokenRefusal.NotAnAccessToken => "not_an_access_token",
        TokenRefusal.ScopeMissing => "scope_missing",
        TokenRefusal.SubjectUnusable => "subject_unusable",
        TokenRefusal.ClientNotAllowed => "client_not_allowed",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a known refusal."),
    };
}
