using PasskeyLedger.Testing.Authenticator.Attestation.Android;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format android-key: the key description of section 8.4.1, in the credential's certificate.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.4.1: the key description extension is there.</summary>
    public static AuthenticatorFault AndroidKeyDescriptionMissing { get; } = new(
        FaultGroup.AndroidKey,
        "the certificate has no key description")
    {
        Configuration = it => ToAndroidKey(it, format => format with { Certificate = format.Certificate with { HasExtension = false } }),
    };

    /// <summary>Breaks section 8.4.1: the extension is KeyDescription.</summary>
    public static AuthenticatorFault AndroidKeyDescriptionIllFormed { get; } = new(FaultGroup.AndroidKey, "the key description is not DER")
    {
        Configuration = it => ToAndroidKey(it, format => format with { ExtensionBytes = _ => [0x30, 0x03, 0x01, 0x02] }),
    };

    /// <summary>Breaks section 8.4.1: the extension is KeyDescription, to its end.</summary>
    public static AuthenticatorFault AndroidKeyDescriptionTruncated { get; } = new(
        FaultGroup.AndroidKey,
        "the key description lacks its last byte")
    {
        Configuration = it => ToAndroidKey(it, format => format with { ExtensionBytes = bytes => bytes[..^1] }),
    };

    /// <summary>Breaks section 8.4.1: the extension is KeyDescription and nothing more.</summary>
    public static AuthenticatorFault AndroidKeyDescriptionTrailing { get; } = new(
        FaultGroup.AndroidKey,
        "a byte follows the key description")
    {
        Configuration = it => ToAndroidKey(it, format => format with { ExtensionBytes = bytes => [.. bytes, 0x00] }),
    };

    /// <summary>Breaks section 8.4: attestationChallenge is clientDataHash.</summary>
    public static AuthenticatorFault AndroidKeyChallengeWrong { get; } = new(FaultGroup.AndroidKey, "the challenge has a bit flipped")
    {
        Configuration = it => WithChallenge(it, challenge => WithBitFlipped(challenge, at: 0)),
    };

    /// <summary>Breaks section 8.4: attestationChallenge is clientDataHash.</summary>
    public static AuthenticatorFault AndroidKeyChallengeEmpty { get; } = new(FaultGroup.AndroidKey, "the challenge is empty")
    {
        Configuration = it => WithChallenge(it, _ => []),
    };

    /// <summary>Breaks section 8.4: attestationChallenge is clientDataHash, all of it.</summary>
    public static AuthenticatorFault AndroidKeyChallengeTruncated { get; } = new(FaultGroup.AndroidKey, "the challenge lacks its last byte")
    {
        Configuration = it => WithChallenge(it, challenge => challenge[..^1]),
    };

    /// <summary>Breaks section 8.4: allApplications is in neither list.</summary>
    public static AuthenticatorFault AndroidKeyOfAllApplicationsBySoftware { get; } = new(
        FaultGroup.AndroidKey,
        "softwareEnforced has allApplications")
    {
        Configuration = it => WithSoftwareEnforced(it, list => list with { AllApplications = true }),
    };

    /// <summary>Breaks section 8.4: allApplications is in neither list.</summary>
    public static AuthenticatorFault AndroidKeyOfAllApplicationsByTee { get; } = new(
        FaultGroup.AndroidKey,
        "teeEnforced has allApplications")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { AllApplications = true }),
    };

    /// <summary>Breaks section 8.4: origin is KM_ORIGIN_GENERATED.</summary>
    public static AuthenticatorFault AndroidKeyImported { get; } = new(FaultGroup.AndroidKey, "the origin is KM_ORIGIN_IMPORTED")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Origin = KeyOrigin.Imported }),
    };

    /// <summary>Breaks section 8.4: origin is KM_ORIGIN_GENERATED.</summary>
    public static AuthenticatorFault AndroidKeyDerived { get; } = new(FaultGroup.AndroidKey, "the origin is KM_ORIGIN_DERIVED")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Origin = KeyOrigin.Derived }),
    };

    /// <summary>Breaks section 8.4: origin is KM_ORIGIN_GENERATED.</summary>
    public static AuthenticatorFault AndroidKeyOriginMissing { get; } = new(FaultGroup.AndroidKey, "neither list has an origin")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Origin = null }),
    };

    /// <summary>Breaks section 8.4: purpose is KM_PURPOSE_SIGN.</summary>
    public static AuthenticatorFault AndroidKeyPurposeWrong { get; } = new(FaultGroup.AndroidKey, "the purpose is KM_PURPOSE_VERIFY")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Purposes = [KeyPurpose.Verify] }),
    };

    /// <summary>Breaks section 8.4: purpose is KM_PURPOSE_SIGN.</summary>
    public static AuthenticatorFault AndroidKeyPurposeMissing { get; } = new(FaultGroup.AndroidKey, "neither list has a purpose")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Purposes = null }),
    };

    /// <summary>Breaks section 8.4: purpose is KM_PURPOSE_SIGN.</summary>
    public static AuthenticatorFault AndroidKeyPurposeEmpty { get; } = new(FaultGroup.AndroidKey, "the list of purposes is empty")
    {
        Configuration = it => WithTeeEnforced(it, list => list with { Purposes = [] }),
    };

    /// <summary>Breaks section 8.4: purpose is KM_PURPOSE_SIGN.</summary>
    public static AuthenticatorFault AndroidKeyOfAnotherPurposeToo { get; } = new(
        FaultGroup.AndroidKey,
        "the purposes are KM_PURPOSE_ENCRYPT and KM_PURPOSE_SIGN")
    {
        OnlyWhere = "the verifier takes that purpose and no other beside it",
        Configuration = it => WithTeeEnforced(it, list => list with { Purposes = [KeyPurpose.Encrypt, KeyPurpose.Sign] }),
    };

    /// <summary>Breaks section 8.4 for a relying party that takes keys of a trusted environment alone.</summary>
    public static AuthenticatorFault AndroidKeyHeldBySoftware { get; } = new(
        FaultGroup.AndroidKey,
        "purpose and origin are in softwareEnforced")
    {
        OnlyWhere = "the pool takes keys of a trusted environment alone",
        Configuration = it => WithKeyDescription(it, key => key with { SoftwareEnforced = key.TeeEnforced, TeeEnforced = new() }),
    };

    private static SoftwareAuthenticator WithKeyDescription(SoftwareAuthenticator it, Func<KeyDescription, KeyDescription> change) =>
        ToAndroidKey(it, format => format with { KeyDescription = change });

    private static SoftwareAuthenticator WithChallenge(SoftwareAuthenticator it, Func<byte[], byte[]> change) =>
        WithKeyDescription(it, key => key with { AttestationChallenge = change(key.AttestationChallenge) });

    private static SoftwareAuthenticator WithSoftwareEnforced(
        SoftwareAuthenticator it,
        Func<AuthorizationList, AuthorizationList> change) =>
        WithKeyDescription(it, key => key with { SoftwareEnforced = change(key.SoftwareEnforced) });

    private static SoftwareAuthenticator WithTeeEnforced(SoftwareAuthenticator it, Func<AuthorizationList, AuthorizationList> change) =>
        WithKeyDescription(it, key => key with { TeeEnforced = change(key.TeeEnforced) });
}
