using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Access;

/// <summary>Whether a call may go on.</summary>
public abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It may, in the name of this user.</summary>
    public sealed record Admitted(Caller Caller, UserPoolSettings Pool) : Admission;

    /// <summary>One of the service's network rules denies it. Who called is not known.</summary>
    public sealed record Denied : Admission;

    /// <summary>Its address calls too often. Who called is not known.</summary>
    public sealed record TooManyFromAddress : Admission;

    /// <summary>Its token is not one to believe. Who called is not known.</summary>
    public sealed record NotAuthorized(TokenRefusal Reason) : Admission;

    /// <summary>One of the pool's network rules denies it.</summary>
    public sealed record DeniedByPool(Caller Caller, UserPoolSettings Pool, string Detail) : Admission;

    /// <summary>The user calls too often.</summary>
    public sealed record TooManyForUser(Caller Caller, UserPoolSettings Pool) : Admission;
}
