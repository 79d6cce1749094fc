using PasskeyLedger.WebAuthn;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.Registration;

/// <summary>A name that a person recognizes a passkey by.</summary>
public static class PasskeyName
{
    /// <summary>
    /// What the passkey is kept by, where that is known (<see cref="AuthenticatorNames"/>), else what kind of passkey it is. A label only:
    /// without attestation the authenticator says itself what model it is.
    /// </summary>
    public static string For(VerifiedCredential credential, MetadataBlob? metadata) => AuthenticatorNames.Find(credential.Aaguid, metadata) ?? credential switch
    {
        { BackupEligible: true } => "Synced passkey",
        { AuthenticatorAttachment: "platform" } => "Passkey on this device",
        { AuthenticatorAttachment: "cross-platform" } when credential.Transports.Contains("hybrid") => "Passkey on a phone",
        { AuthenticatorAttachment: "cross-platform" } => "Security key",
        _ => "Passkey",
    };
}
