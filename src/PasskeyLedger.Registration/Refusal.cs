using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>Why a call is refused.</summary>
/// <param name="Detail">What exactly did not hold, in words; the caller and the ledger both get to see it.</param>
/// <param name="Step">The step of the specification that failed (<c>7.1 step 9</c>), where the ceremony did.</param>
public sealed record Refusal(RejectionReason Reason, string Detail, string? Step = null)
{
    private const int LongestDetail = 512;

    /// <summary>What exactly did not hold, fit to be kept: parts of it may be the caller's own words.</summary>
    public string Detail { get; } = Fit(Detail);

    /// <summary>The name of the exception that the wire knows this refusal by.</summary>
    public string Exception => ExceptionOf(Reason);

    private static string ExceptionOf(RejectionReason reason) => Exceptions.TryGetValue(reason, out var exception)
        ? exception
        : nameof(InternalErrorException);

    private static readonly Dictionary<RejectionReason, string> Exceptions = new()
    {
        [RejectionReason.NetworkRule] = nameof(ForbiddenException),
        [RejectionReason.UserRateExceeded] = nameof(TooManyRequestsException),
        [RejectionReason.PasskeysDisabled] = nameof(WebAuthnNotEnabledException),
        [RejectionReason.RelyingPartyMissing] = nameof(WebAuthnConfigurationMissingException),
        [RejectionReason.CredentialLimitReached] = nameof(LimitExceededException),
        [RejectionReason.CredentialMalformed] = nameof(InvalidParameterException),
        [RejectionReason.ChallengeUnknown] = nameof(WebAuthnChallengeNotFoundException),
        [RejectionReason.ChallengeExpired] = nameof(WebAuthnChallengeNotFoundException),
        [RejectionReason.ChallengeUsed] = nameof(WebAuthnChallengeNotFoundException),
        [RejectionReason.ClientMismatch] = nameof(WebAuthnClientMismatchException),
        [RejectionReason.OriginNotAllowed] = nameof(WebAuthnOriginNotAllowedException),
        [RejectionReason.CrossOriginNotAllowed] = nameof(WebAuthnOriginNotAllowedException),
        [RejectionReason.RelyingPartyMismatch] = nameof(WebAuthnRelyingPartyMismatchException),
        [RejectionReason.UserNotPresent] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.UserNotVerified] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.BackupStateInconsistent] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.AlgorithmNotOffered] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.PublicKeyInvalid] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.AttestationFormatNotAccepted] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.AttestationInvalid] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.AttestationUntrusted] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.AaguidDenied] = nameof(WebAuthnCredentialNotSupportedException),
        [RejectionReason.CredentialAlreadyRegistered] = nameof(InvalidParameterException),
        [RejectionReason.CredentialNotFound] = nameof(ResourceNotFoundException),
        [RejectionReason.InternalError] = nameof(InternalErrorException),
    };

    // At most 512 characters, and none that PostgreSQL's text cannot hold or that a terminal would obey.
    private static string Fit(string detail) => string.Create(
        Math.Min(detail.Length, LongestDetail),
        detail,
        static (fit, from) =>
        {
            for (var index = 0; index < fit.Length; index++)
                fit[index] = char.IsControl(from[index]) || char.IsSurrogate(from[index]) ? '?' : from[index];
        });
}
