using System.Buffers.Text;
using System.Security.Cryptography;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration;

/// <summary>A user brings an authenticator's answer to a challenge.</summary>
public static class CompleteRegistration
{
    /// <param name="Credential">The answer as it was read, or what its form lacks.</param>
    /// <param name="Sent">The answer as it was sent. A refusal keeps it.</param>
    /// <param name="Trust">What the pool believes of attestations now.</param>
    public sealed record Command(
        CallContext Context, ParsedRegistration Credential, ReadOnlyMemory<byte> Sent, PoolTrust Trust)
    {
        internal Evidence Evidence => EvidenceOf.Bytes(Sent);

        internal RegistrationResponse? Response => (Credential as ParsedRegistration.Accepted)?.Response;
    }

    /// <summary>
    /// What the ceremony has to be verified against, or null where there is nothing to verify:
    /// the answer has no form, or its challenge is not one that waits for an answer.
    /// </summary>
    public static RegistrationExpectations? Expect(UserPasskeys state, Command command) =>
        command.Response is { } response && Waiting(state, response, command.Context.Now) is { } started
            ? CredentialPolicy.ExpectationsFor(started, command.Context.Pool, command.Trust, command.Context.Now)
            : null;

    /// <param name="verdict">The ceremony's verdict under <see cref="Expect"/>, or null where that was null.</param>
    public static Decision Decide(UserPasskeys state, Command command, RegistrationVerdict? verdict)
    {
        var context = command.Context;
        var response = command.Response;

        // A client that lost our answer asks again: that is no new attempt, whatever has changed since.
        if (response is not null && state.RegisteredBy(response.ClientData.Challenge, DigestOf(response)) is not null)
            return Decision.Accepted.AlreadyDone;

        if (CredentialPolicy.RefuseDisabled(context.Pool) is { } disabled)
            return context.Refuse(disabled, command.Evidence);

        if (CredentialPolicy.RefuseFull(context.Pool, state) is { } full)
            return context.Refuse(full, command.Evidence);

        if (command.Credential is ParsedRegistration.Refused { Failure: var malformed })
            return context.Refuse(CeremonyRefusal.Of(malformed), command.Evidence);

        if (RefuseChallenge(state, response!, context.Now) is { } challenge)
            return context.Refuse(challenge, command.Evidence, state.Started.GetValueOrDefault(response!.ClientData.Challenge)?.Id);

        var started = state.Started[response!.ClientData.Challenge];
        if (started.ClientId != context.Caller.ClientId)
            return context.Refuse(new(RejectionReason.ClientMismatch, "The registration was started by another client."), command.Evidence, started.Id);

        switch (verdict)
        {
            case RegistrationVerdict.Refused { Failure: var failure }:
                return context.Refuse(CeremonyRefusal.Of(failure), command.Evidence, started.Id);
            case RegistrationVerdict.Verified { Credential: var credential }:
                return state.Passkeys.ContainsKey(new(Base64Url.EncodeToString(credential.CredentialId.Span)))
                    ? RefuseRegistered(command, started.Id)
                    : new Decision.Accepted([Completed(command, started, response, credential)]);
            default:
                throw new ArgumentNullException(nameof(verdict), "A challenge that waits for an answer needs the ceremony's verdict.");
        }
    }

    /// <summary>Another user of the pool holds the credential id: the store's claim on it said so.</summary>
    public static Decision.Refused RefuseClaimed(UserPasskeys state, Command command) =>
        RefuseRegistered(command, command.Response is { } response
            ? state.Started.GetValueOrDefault(response.ClientData.Challenge)?.Id
            : null);

    private static Decision.Refused RefuseRegistered(Command command, RegistrationId? registration) => command.Context.Refuse(
        new(RejectionReason.CredentialAlreadyRegistered, "The credential id is already registered in this user pool."),
        command.Evidence,
        registration);

    private static StartedRegistration? Waiting(UserPasskeys state, RegistrationResponse response, DateTimeOffset now) =>
        RefuseChallenge(state, response, now) is null ? state.Started[response.ClientData.Challenge] : null;

    private static Refusal? RefuseChallenge(UserPasskeys state, RegistrationResponse response, DateTimeOffset now) =>
        state.Started.GetValueOrDefault(response.ClientData.Challenge) switch
        {
            null => new(RejectionReason.ChallengeUnknown, "The challenge was not given to this user."),
            { IsUsed: true } => new(RejectionReason.ChallengeUsed, "The challenge was used."),
            { ExpiresAt: var expiry } when expiry <= now => new(RejectionReason.ChallengeExpired, "The challenge has expired."),
            _ => null,
        };

    private static AnswerDigest DigestOf(RegistrationResponse response) =>
        AnswerDigest.Of(response.ClientData.Raw.Span, response.AttestationObject.Raw.Span);

    private static RegistrationCompleted Completed(
        Command command, StartedRegistration started, RegistrationResponse response, VerifiedCredential credential) => new()
        {
            RegistrationId = started.Id.Value,
            Challenge = started.Challenge,
            CredentialId = Base64Url.EncodeToString(credential.CredentialId.Span),
            PublicKey = credential.PublicKey,
            Algorithm = credential.Algorithm,
            Aaguid = credential.AaguidText,
            Format = credential.Format,
            SignCount = credential.SignCount,
            Flags = new Contracts.Events.AuthenticatorFlags
            {
                UserPresent = credential.Flags.HasFlag(WebAuthn.AuthenticatorFlags.UserPresent),
                UserVerified = credential.UserVerified,
                BackupEligible = credential.BackupEligible,
                BackedUp = credential.BackedUp,
            },
            Transports = credential.Transports,
            Attachment = credential.AuthenticatorAttachment,
            Attestation = TrustOf(credential.TrustLevel),
            RelyingPartyId = started.RelyingPartyId,
            FriendlyName = PasskeyName.For(credential, command.Trust.Metadata),
            ClientDataJSON = response.ClientData.Raw,
            ClientDataSha256 = Convert.ToHexStringLower(SHA256.HashData(response.ClientData.Raw.Span)),
            AttestationObject = response.AttestationObject.Raw,
            PoolVersion = command.Context.PoolVersion,
        };

    private static AttestationTrust TrustOf(AttestationTrustLevel level) => level switch
    {
        AttestationTrustLevel.None => AttestationTrust.None,
        AttestationTrustLevel.Self => AttestationTrust.Self,
        AttestationTrustLevel.Unverified => AttestationTrust.Unverified,
        AttestationTrustLevel.Trusted => AttestationTrust.Trusted,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "An attestation trust level without a stored name."),
    };
}
