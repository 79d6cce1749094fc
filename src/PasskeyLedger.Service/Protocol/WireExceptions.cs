using System.Net;
using PasskeyLedger.Contracts;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Protocol;

/// <summary>The exceptions of the wire, and what each stands for.</summary>
internal static class WireExceptions
{
    /// <summary>The reason code of a request that is refused before there is a user to charge it to.</summary>
    public const string RequestInvalid = "request_invalid";

    private static readonly Dictionary<string, Func<Refusal, ServiceException>> OfRefusal = new(StringComparer.Ordinal)
    {
        [nameof(ForbiddenException)] = _ => Forbidden(),
        [nameof(InternalErrorException)] = _ => Internal(),
        [nameof(InvalidParameterException)] = refusal => new InvalidParameterException(refusal.Detail) { ReasonCode = refusal.Reason.Value },
        [nameof(LimitExceededException)] = refusal => new LimitExceededException(refusal.Detail),
        [nameof(ResourceNotFoundException)] = refusal => new ResourceNotFoundException(refusal.Detail),
        [nameof(TooManyRequestsException)] = refusal => new TooManyRequestsException(refusal.Detail),
        [nameof(WebAuthnChallengeNotFoundException)] = refusal => new WebAuthnChallengeNotFoundException(refusal.Detail),
        [nameof(WebAuthnClientMismatchException)] = refusal => new WebAuthnClientMismatchException(refusal.Detail),
        [nameof(WebAuthnConfigurationMissingException)] = refusal => new WebAuthnConfigurationMissingException(refusal.Detail),
        [nameof(WebAuthnCredentialNotSupportedException)] = refusal => new WebAuthnCredentialNotSupportedException(refusal.Detail),
        [nameof(WebAuthnNotEnabledException)] = refusal => new WebAuthnNotEnabledException(refusal.Detail),
        [nameof(WebAuthnOriginNotAllowedException)] = refusal => new WebAuthnOriginNotAllowedException(refusal.Detail),
        [nameof(WebAuthnRelyingPartyMismatchException)] = refusal => new WebAuthnRelyingPartyMismatchException(refusal.Detail),
    };

    public static ServiceException Of(Refusal refusal) => OfRefusal[refusal.Exception](refusal);

    public static InvalidParameterException InvalidRequest(IReadOnlyList<ConstraintViolation> violations) =>
        InvalidRequest(string.Join("; ", violations));

    public static InvalidParameterException InvalidRequest(string message) => new(message) { ReasonCode = RequestInvalid };

    /// <summary>Which rule denies a caller is the log's and the ledger's: who hears it knows what to change.</summary>
    public static ForbiddenException Forbidden() => new("The call is not allowed.");

    public static TooManyRequestsException TooManyFromAddress() => new("Too many calls from this address; try again in a minute.");

    public static TooManyRequestsException Busy() => new("The service has more calls than it can take on; try again in a moment.");

    /// <summary>A caller hears that a token has expired, as it can do something about that; all else is the log's.</summary>
    public static NotAuthorizedException NotAuthorized(TokenRefusal reason) =>
        new(reason is TokenRefusal.Expired ? "The access token has expired." : "The access token is not valid for this service.");

    /// <summary>What every AWS JSON service says to a target that it does not have. It is part of no contract, as no operation raises it.</summary>
    public static ServiceException UnknownOperation() =>
        new("UnknownOperationException", HttpStatusCode.BadRequest, "The X-Amz-Target header names no operation of this service.");

    public static InternalErrorException Internal() => new("The service failed. Its log has the details under the request id.");
}
