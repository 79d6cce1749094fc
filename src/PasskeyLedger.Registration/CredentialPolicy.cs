using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration;

/// <summary>What a pool accepts.</summary>
public static class CredentialPolicy
{
    /// <summary>The relying party id: the pool's own, else its domain, else none.</summary>
    public static string? RelyingPartyId(UserPoolSettings pool) => pool.WebAuthn.RelyingPartyId ?? pool.Domain;

    public static Refusal? RefuseDisabled(UserPoolSettings pool) => pool.WebAuthn.Enabled
        ? null
        : new(RejectionReason.PasskeysDisabled, "Passkeys are not enabled for this user pool.");

    public static Refusal? RefuseFull(UserPoolSettings pool, UserPasskeys state) => state.Passkeys.Count < pool.WebAuthn.CredentialLimit
        ? null
        : new(RejectionReason.CredentialLimitReached, $"The user has {state.Passkeys.Count} passkeys; the pool allows {pool.WebAuthn.CredentialLimit}.");

    /// <summary>
    /// What an answer must hold: what was asked at the start (challenge, relying party, user verification, algorithms),
    /// and what the pool accepts now (origins, formats, authenticator models).
    /// </summary>
    public static RegistrationExpectations ExpectationsFor(
        StartedRegistration started, UserPoolSettings pool, PoolTrust trust, DateTimeOffset now)
    {
        var webAuthn = pool.WebAuthn;
        return new RegistrationExpectations
        {
            Challenge = started.Challenge,
            RelyingPartyId = started.RelyingPartyId,
            Origins = webAuthn.Origins,
            AllowCrossOrigin = webAuthn.AllowCrossOrigin,
            TopOrigins = webAuthn.TopOrigins ?? [],
            UserVerificationRequired = started.UserVerification == UserVerification.Required,
            Algorithms = started.Algorithms,
            AcceptedFormats = webAuthn.Attestation.Formats,
            TrustAnchors = trust.Anchors,
            RevocationLists = trust.RevocationLists,
            Metadata = trust.Metadata,
            AllowedAaguids = [.. webAuthn.Attestation.AllowedAaguids.Select(Guid.Parse)],
            DeniedAaguids = [.. webAuthn.Attestation.DeniedAaguids.Select(Guid.Parse)],
            At = now,
        };
    }
}
