using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>
/// Another policy for registrations: settings of a pool's section <c>WebAuthn</c> that are supposed to have been in force. Each that is given
/// counts in place of the pool's own; the others stay as they were.
/// </summary>
/// <param name="settings">The settings, with defaults where none is given.</param>
/// <param name="given">The keys that are given, those of the attestation with their section.</param>
internal sealed class RegistrationPolicy(WebAuthnSettings settings, IReadOnlySet<string> given)
{
    // What evidence can be judged by. The others are a matter of the moment, or words.
    private static readonly HashSet<string> Judged = new(StringComparer.OrdinalIgnoreCase)
    {
        Keys.WebAuthn.Enabled,
        Keys.WebAuthn.RelyingPartyId,
        Keys.WebAuthn.Origins,
        Keys.WebAuthn.AllowCrossOrigin,
        Keys.WebAuthn.TopOrigins,
        Keys.WebAuthn.UserVerification,
        Keys.WebAuthn.Algorithms,
        AttestationKey(Keys.Attestation.Formats),
        AttestationKey(Keys.Attestation.TrustAnchors),
        AttestationKey(Keys.Attestation.AllowedAaguids),
        AttestationKey(Keys.Attestation.DeniedAaguids),
        AttestationKey(Keys.Attestation.MetadataFile),
    };

    /// <summary>The keys that are given and that say nothing of a registration that is completed.</summary>
    public IReadOnlyList<string> Unjudged { get; } = [.. given.Where(key => !Judged.Contains(key)).Order(StringComparer.Ordinal)];

    /// <summary>A key of the section <c>WebAuthn:Attestation</c>, within the section <c>WebAuthn</c>.</summary>
    public static string AttestationKey(string key) => ConfigurationPath.Combine(Keys.WebAuthn.Attestation, key);

    /// <summary>A pool's settings with the policy's in their place.</summary>
    public UserPoolSettings Over(UserPoolSettings pool) => pool with { WebAuthn = Over(pool.WebAuthn) };

    /// <summary>A start as it would have been: what is asked of an authenticator comes from the settings, too.</summary>
    public StartedRegistration Over(StartedRegistration started) => started with
    {
        RelyingPartyId = IsGiven(Keys.WebAuthn.RelyingPartyId) ? settings.RelyingPartyId ?? started.RelyingPartyId : started.RelyingPartyId,
        UserVerification = IsGiven(Keys.WebAuthn.UserVerification) ? settings.UserVerification : started.UserVerification,
        Algorithms = IsGiven(Keys.WebAuthn.Algorithms) ? settings.Algorithms : started.Algorithms,
    };

    private WebAuthnSettings Over(WebAuthnSettings pool) => pool with
    {
        Enabled = IsGiven(Keys.WebAuthn.Enabled) ? settings.Enabled : pool.Enabled,
        Origins = IsGiven(Keys.WebAuthn.Origins) ? settings.Origins : pool.Origins,
        AllowCrossOrigin = IsGiven(Keys.WebAuthn.AllowCrossOrigin) ? settings.AllowCrossOrigin : pool.AllowCrossOrigin,
        TopOrigins = IsGiven(Keys.WebAuthn.TopOrigins) ? settings.TopOrigins : pool.TopOrigins,
        Attestation = pool.Attestation with
        {
            Formats = IsAttestationGiven(Keys.Attestation.Formats) ? settings.Attestation.Formats : pool.Attestation.Formats,
            TrustAnchors = IsAttestationGiven(Keys.Attestation.TrustAnchors) ? settings.Attestation.TrustAnchors : pool.Attestation.TrustAnchors,
            AllowedAaguids = IsAttestationGiven(Keys.Attestation.AllowedAaguids) ? settings.Attestation.AllowedAaguids : pool.Attestation.AllowedAaguids,
            DeniedAaguids = IsAttestationGiven(Keys.Attestation.DeniedAaguids) ? settings.Attestation.DeniedAaguids : pool.Attestation.DeniedAaguids,
            MetadataFile = IsAttestationGiven(Keys.Attestation.MetadataFile) ? settings.Attestation.MetadataFile : pool.Attestation.MetadataFile,
        },
    };

    private bool IsGiven(string key) => given.Contains(key);

    private bool IsAttestationGiven(string key) => given.Contains(AttestationKey(key));
}
