using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration;

/// <summary>A name that a person recognizes a passkey by.</summary>
public static class PasskeyName
{
    public static string For(VerifiedCredential credential) => credential switch
    {
        { BackupEligible: true } => "Synced passkey",
        { AuthenticatorAttachment: "platform" } => "Passkey on this device",
        { AuthenticatorAttachment: "cross-platform" } when credential.Transports.Contains("hybrid") => "Passkey on a phone",
        { AuthenticatorAttachment: "cross-platform" } => "Security key",
        _ => "Passkey",
    };
}
