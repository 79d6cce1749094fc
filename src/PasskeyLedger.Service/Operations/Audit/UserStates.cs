using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>A user's folded state as the audit's contract has it.</summary>
internal static class UserStates
{
    /// <param name="last">The last event that was folded; null where there was none.</param>
    public static UserState Of(UserPasskeys state, StoredEvent? last) => new()
    {
        Version = last?.Version ?? 0,
        Position = last?.Position ?? 0,
        Passkeys = [.. state.Passkeys.Values.OrderBy(passkey => passkey.Id.Value, StringComparer.Ordinal).Select(Describe)],
        Registrations = [.. state.Started.Values.OrderBy(started => started.Id.Value, StringComparer.Ordinal).Select(Describe)],
    };

    private static PasskeyState Describe(Passkey passkey) => new()
    {
        CredentialId = passkey.Id.Value,
        Transports = passkey.Transports,
        Challenge = passkey.Challenge,
        AnswerDigest = passkey.Answer.Value,
    };

    private static RegistrationState Describe(StartedRegistration started) => new()
    {
        RegistrationId = started.Id.Value,
        Challenge = started.Challenge,
        RelyingPartyId = started.RelyingPartyId,
        ClientId = started.ClientId.Value,
        ExpiresAt = started.ExpiresAt,
        IsUsed = started.IsUsed,
    };
}
