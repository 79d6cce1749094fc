using System.Buffers.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration;

/// <summary>
/// A registration that was completed is decided again, from the evidence in its event: would it be accepted under these settings, at this
/// time? What depends on the moment and not on the evidence (the challenge's expiry, how many passkeys the user had) is not asked again.
/// </summary>
public static class DecideAgain
{
    /// <param name="Started">What was asked of the authenticator, or what is supposed to have been.</param>
    /// <param name="Pool">The pool's settings as they are supposed to be.</param>
    /// <param name="Trust">What the pool is supposed to believe of attestations.</param>
    /// <param name="At">The time at which certificates must be valid.</param>
    public sealed record Question(
        RegistrationCompleted Completed, StartedRegistration Started, UserPoolSettings Pool, PoolTrust Trust, DateTimeOffset At);

    /// <summary>The evidence is not there any more: the user's personal data was erased.</summary>
    public static bool IsErased(RegistrationCompleted completed) => completed.ClientDataJSON.IsEmpty;

    /// <summary>Why the registration would be refused; null: it would be accepted.</summary>
    public static Refusal? Decide(Question question, IAttestationVerifier verifier)
    {
        if (CredentialPolicy.RefuseDisabled(question.Pool) is { } disabled)
            return disabled;
        switch (Evidence(question.Completed))
        {
            case ParsedRegistration.Refused { Failure: var malformed }:
                return CeremonyRefusal.Of(malformed);
            case ParsedRegistration.Accepted { Response: var response }:
                var expectations = CredentialPolicy.ExpectationsFor(question.Started, question.Pool, question.Trust, question.At);
                return verifier.Verify(response, expectations) is RegistrationVerdict.Refused { Failure: var failure }
                    ? CeremonyRefusal.Of(failure)
                    : null;
            case var other:
                throw new InvalidOperationException($"unknown outcome {other}");
        }
    }

    // An id that is no base64url was never the authenticator's: it is told to differ.
    private static ParsedRegistration Evidence(RegistrationCompleted completed) => RegistrationResponse.Parse(
        Base64Url.IsValid(completed.CredentialId) ? Base64Url.DecodeFromChars(completed.CredentialId) : [],
        completed.ClientDataJSON,
        completed.AttestationObject);
}
