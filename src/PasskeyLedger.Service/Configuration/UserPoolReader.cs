using System.Globalization;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn.Cose;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>What a pool has where its own configuration says nothing: no more than the development pool needs.</summary>
internal sealed record UserPoolDefaults(string? Issuer = null, string? RelyingPartyId = null);

/// <summary>Reads one user pool.</summary>
internal static class UserPoolReader
{
    public static UserPoolSettings Read(SettingsReader pool, UserPoolDefaults defaults, bool isDevelopment)
    {
        var id = pool.Required(Keys.Pool.Id, Forms.PoolId, Forms.IsPoolId);
        var issuer = IssuerReader.Read(pool, defaults.Issuer, isDevelopment);
        var settings = new UserPoolSettings
        {
            Id = id,
            Issuer = issuer.Issuer!,
            JwksUri = issuer.JwksUri,
            JwksFile = issuer.JwksFile,
            Clients = pool.Texts(Keys.Pool.Clients, "a client id", Forms.IsLine) ?? [],
            Domain = pool.Text(Keys.Pool.Domain, Forms.Domain, Forms.IsDomain),
            WebAuthn = ReadWebAuthn(pool.Section(Keys.Pool.WebAuthn), defaults),
            NetworkRules = NetworkRuleReader.Read(pool, Keys.Pool.NetworkRules),
            RateLimits = ReadRateLimits(pool.Section(Keys.Pool.RateLimits)),
            Messaging = ReadMessaging(pool.Section(Keys.Pool.Messaging)),
        };
        pool.RefuseOthers();
        return settings;
    }

    /// <summary>Reads a pool's section <c>WebAuthn</c>, or one like it that stands elsewhere.</summary>
    public static WebAuthnSettings ReadWebAuthn(SettingsReader section, UserPoolDefaults defaults)
    {
        var settings = new WebAuthnSettings
        {
            Enabled = section.Flag(Keys.WebAuthn.Enabled, ConfigurationDefaults.PasskeysEnabled),
            RelyingPartyId = section.Text(Keys.WebAuthn.RelyingPartyId, Forms.Domain, Forms.IsDomain) ?? defaults.RelyingPartyId,
            RelyingPartyName = section.Text(Keys.WebAuthn.RelyingPartyName, Forms.Line, Forms.IsLine),
            Origins = section.Texts(Keys.WebAuthn.Origins, Forms.Origin, Forms.IsOrigin) ?? [],
            AllowCrossOrigin = section.Flag(Keys.WebAuthn.AllowCrossOrigin, ConfigurationDefaults.AllowCrossOrigin),
            TopOrigins = ReadTopOrigins(section),
            UserVerification = ReadUserVerification(section),
            Algorithms = ReadAlgorithms(section),
            Attestation = ReadAttestation(section.Section(Keys.WebAuthn.Attestation)),
            CredentialLimit = ReadCredentialLimit(section),
            ChallengeLifetimeSeconds = (int)section.Duration(
                Keys.WebAuthn.ChallengeLifetime,
                ConfigurationDefaults.ChallengeLifetime,
                ConfigurationLimits.MinimumChallengeLifetime,
                ConfigurationLimits.MaximumChallengeLifetime).TotalSeconds,
        };
        section.RefuseOthers();
        return settings;
    }

    // What nothing is said of is not recorded: a pool's stream gains no event by it.
    private static IReadOnlyList<string>? ReadTopOrigins(SettingsReader section) =>
        section.Texts(Keys.WebAuthn.TopOrigins, Forms.Origin, Forms.IsOrigin) is { Count: > 0 } given ? given : null;

    private static UserVerification ReadUserVerification(SettingsReader section) =>
        section.Choice(Keys.WebAuthn.UserVerification, UserVerification.Preferred.Value, UserVerification.Required.Value) is { } word
            ? new UserVerification(word)
            : ConfigurationDefaults.UserVerification;

    // An empty list would offer no algorithm at all, so it counts as none given.
    private static IReadOnlyList<int> ReadAlgorithms(SettingsReader section)
    {
        var numbers = section.Texts(
            Keys.WebAuthn.Algorithms,
            "the number of a COSE algorithm that can be verified, such as -7 (ES256) or -257 (RS256)",
            text => SettingsReader.TryNumber(text, out var algorithm) && SignatureAlgorithm.ById(algorithm) is { CanBeOffered: true });
        return numbers is { Count: > 0 }
            ? [.. numbers.Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
            : ConfigurationDefaults.Algorithms;
    }

    private static int ReadCredentialLimit(SettingsReader section) =>
        section.Number(
            Keys.WebAuthn.CredentialLimit, ConfigurationLimits.MinimumCredentialLimit, ConfigurationLimits.MaximumCredentialLimit)
        ?? ConfigurationDefaults.CredentialLimit;

    private static RateLimits ReadRateLimits(SettingsReader section)
    {
        var limits = new RateLimits { PerUserPerMinute = section.PerMinute(Keys.Rates.PerUserPerMinute) };
        section.RefuseOthers();
        return limits;
    }

    // What nothing is said of is not recorded: a pool's stream gains no event by it.
    private static MessagingSettings? ReadMessaging(SettingsReader section)
    {
        var includePersonalData = section.Flag(Keys.PoolMessaging.IncludePersonalData, absent: false);
        section.RefuseOthers();
        return includePersonalData ? new MessagingSettings { IncludePersonalData = true } : null;
    }

    private static AttestationSettings ReadAttestation(SettingsReader section)
    {
        var anchors = section.FilePaths(
            Keys.Attestation.TrustAnchors, "the path of a PEM file with certificates", ConfiguredFiles.FaultOfCertificates);
        var settings = new AttestationSettings
        {
            Conveyance = ReadConveyance(section),
            Formats = section.Texts(Keys.Attestation.Formats, Forms.AttestationFormat, Forms.IsAttestationFormat) ?? [],
            TrustAnchors = anchors,
            AllowedAaguids = ReadAaguids(section, Keys.Attestation.AllowedAaguids),
            DeniedAaguids = ReadAaguids(section, Keys.Attestation.DeniedAaguids),
            MetadataFile = section.FilePath(
                Keys.Attestation.MetadataFile,
                "the path of a FIDO Metadata Service BLOB, signed under FIDO's root or under one of TrustAnchors",
                path => ConfiguredFiles.FaultOfMetadata(path, anchors)),
        };
        section.RefuseOthers();
        return settings;
    }

    private static AttestationConveyance ReadConveyance(SettingsReader section) =>
        section.Choice(
            Keys.Attestation.Conveyance,
            AttestationConveyance.None.Value,
            AttestationConveyance.Indirect.Value,
            AttestationConveyance.Direct.Value,
            AttestationConveyance.Enterprise.Value) is { } word
            ? new AttestationConveyance(word)
            : ConfigurationDefaults.Conveyance;

    private static IReadOnlyList<string> ReadAaguids(SettingsReader section, string key) =>
        [.. (section.Texts(key, Forms.Aaguid, Forms.IsAaguid) ?? []).Select(aaguid => aaguid.ToLowerInvariant())];
}
