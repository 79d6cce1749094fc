using System.Buffers.Text;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>A user asks for a challenge to register a passkey with.</summary>
public static class StartRegistration
{
    /// <summary>How many random bytes a challenge has.</summary>
    public const int ChallengeBytes = 32;

    /// <param name="Registration">The new registration's id.</param>
    /// <param name="Challenge">Fresh random bytes.</param>
    public sealed record Command(CallContext Context, RegistrationId Registration, ReadOnlyMemory<byte> Challenge);

    public static Decision Decide(UserPasskeys state, Command command)
    {
        var context = command.Context;
        var webAuthn = context.Pool.WebAuthn;

        if (CredentialPolicy.RefuseDisabled(context.Pool) is { } disabled)
            return context.Refuse(disabled);

        if (CredentialPolicy.RelyingPartyId(context.Pool) is not { } relyingPartyId)
            return context.Refuse(new(RejectionReason.RelyingPartyMissing, "The user pool has neither a relying party id nor a domain."));

        if (CredentialPolicy.RefuseFull(context.Pool, state) is { } full)
            return context.Refuse(full);

        return new Decision.Accepted(
        [
            new RegistrationStarted
            {
                RegistrationId = command.Registration.Value,
                Challenge = Base64Url.EncodeToString(command.Challenge.Span),
                RelyingPartyId = relyingPartyId,
                ClientId = context.Caller.ClientId.Value,
                UserVerification = webAuthn.UserVerification,
                Algorithms = webAuthn.Algorithms,
                ExpiresAt = context.Now.AddSeconds(webAuthn.ChallengeLifetimeSeconds),
                PoolVersion = context.PoolVersion,
            },
        ]);
    }
}
