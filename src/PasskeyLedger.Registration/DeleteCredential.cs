using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>A user deletes one of the passkeys.</summary>
public static class DeleteCredential
{
    public sealed record Command(CallContext Context, CredentialId Credential);

    public static Decision Decide(UserPasskeys state, Command command) => state.Passkeys.ContainsKey(command.Credential)
        ? new Decision.Accepted(
        [
            new CredentialDeleted
            {
                CredentialId = command.Credential.Value,
                PoolVersion = command.Context.PoolVersion,
            },
        ])
        : command.Context.Refuse(new(RejectionReason.CredentialNotFound, "The user has no passkey with this credential id."));
}
