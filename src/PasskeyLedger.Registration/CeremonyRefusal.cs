using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration;

/// <summary>What a failed ceremony means to the caller.</summary>
public static class CeremonyRefusal
{
    public static Refusal Of(CeremonyFailure failure) => new(ReasonOf(failure.Kind), Sentence(failure.Detail), failure.Step);

    // The ceremony says its reason as a clause. Where that begins with a member's name, it goes on to be its name.
    private static string Sentence(string clause) =>
        IsMemberName(clause.Split(' ', 2)[0]) ? $"{clause}." : $"{char.ToUpperInvariant(clause[0])}{clause[1..]}.";

    private static bool IsMemberName(string word) =>
        word is "id" or "type" or "response" or "fmt" || word.Contains('.', StringComparison.Ordinal) || word.Any(char.IsAsciiLetterUpper);

    private static RejectionReason ReasonOf(CeremonyFailureKind kind) => kind switch
    {
        CeremonyFailureKind.Malformed => RejectionReason.CredentialMalformed,
        CeremonyFailureKind.Challenge => RejectionReason.ChallengeUnknown,
        CeremonyFailureKind.Origin => RejectionReason.OriginNotAllowed,
        CeremonyFailureKind.CrossOrigin => RejectionReason.CrossOriginNotAllowed,
        CeremonyFailureKind.RelyingParty => RejectionReason.RelyingPartyMismatch,
        CeremonyFailureKind.UserPresence => RejectionReason.UserNotPresent,
        CeremonyFailureKind.UserVerification => RejectionReason.UserNotVerified,
        CeremonyFailureKind.BackupState => RejectionReason.BackupStateInconsistent,
        CeremonyFailureKind.Algorithm => RejectionReason.AlgorithmNotOffered,
        CeremonyFailureKind.PublicKey => RejectionReason.PublicKeyInvalid,
        CeremonyFailureKind.Format => RejectionReason.AttestationFormatNotAccepted,
        CeremonyFailureKind.Attestation => RejectionReason.AttestationInvalid,
        CeremonyFailureKind.Trust => RejectionReason.AttestationUntrusted,
        CeremonyFailureKind.Aaguid => RejectionReason.AaguidDenied,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of ceremony failure without a refusal."),
    };
}
