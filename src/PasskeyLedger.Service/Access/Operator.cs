using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Access;

/// <summary>Somebody who may read the audit, as a verified access token says. Operators are in no pool.</summary>
/// <param name="Issuer">The token's <c>iss</c>: two issuers may give the same <c>sub</c> to two people.</param>
public sealed record Operator(Sub Sub, ClientId ClientId, string Issuer);

/// <summary>Whether a call that is for operators alone may go on.</summary>
public abstract record OperatorAdmission
{
    private OperatorAdmission()
    {
    }

    /// <summary>It may, in the name of this operator.</summary>
    public sealed record Admitted(Operator Operator) : OperatorAdmission;

    /// <summary>One of the service's network rules denies it.</summary>
    public sealed record Denied : OperatorAdmission;

    /// <summary>Its address calls too often.</summary>
    public sealed record TooManyFromAddress : OperatorAdmission;

    /// <summary>Its token is not an operator's.</summary>
    public sealed record NotAuthorized(TokenRefusal Reason) : OperatorAdmission;
}
