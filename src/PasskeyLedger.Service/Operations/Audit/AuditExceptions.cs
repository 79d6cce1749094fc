using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>The exceptions of the audit's contract, and what each stands for.</summary>
internal static class AuditExceptions
{
    /// <summary>Which rule denies a caller is the log's: who hears it knows what to change.</summary>
    public static ForbiddenException Forbidden() => new("The call is not allowed.");

    public static InternalErrorException Internal() => new("The service failed. Its log has the details under the request id.");

    /// <summary>A caller hears that a token has expired, as it can do something about that; all else is the log's.</summary>
    public static NotAuthorizedException NotAuthorized(TokenRefusal reason) =>
        new(reason is TokenRefusal.Expired ? "The access token has expired." : "The access token is not an operator's.");

    public static ResourceNotFoundException NotFound() => new("The ledger has no event of this.");

    public static TooManyRequestsException TooManyFromAddress() => new("Too many calls from this address; try again in a minute.");

    public static InvalidParameterException NextToken() =>
        new("NextToken: not one that this operation gave") { ReasonCode = "next_token_invalid" };

    public static InvalidParameterException Address() => new("SourceAddress: not an IP address") { ReasonCode = "address_invalid" };

    public static InvalidParameterException TimeRange() => new("From: not before To") { ReasonCode = "time_range_empty" };

    public static InvalidParameterException AsOf() =>
        new("AsOfTime: may not be given beside AsOfPosition") { ReasonCode = "as_of_ambiguous" };
}
