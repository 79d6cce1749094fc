using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Access;

/// <summary>What an access token is worth.</summary>
public abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>The pool's issuer signed it for this user, and it is valid now.</summary>
    public sealed record Verified(Caller Caller, UserPoolSettings Pool) : TokenVerdict;

    /// <summary>It says nothing about the caller that can be believed.</summary>
    public sealed record Refused(TokenRefusal Reason) : TokenVerdict;
}
