using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Whose tokens are believed, and where that issuer's keys are; neither file nor address: the issuer is asked by OpenID discovery.</summary>
internal sealed record IssuerSettings(string? Issuer, string? JwksUri, string? JwksFile);

/// <summary>Reads the keys <c>Issuer</c>, <c>JwksUri</c> and <c>JwksFile</c> of a section.</summary>
internal static class IssuerReader
{
    /// <param name="absent">The issuer where none is given; null: one must be.</param>
    public static IssuerSettings Read(SettingsReader section, string? absent, bool isDevelopment) =>
        absent is not null && section.Text(Keys.TokenIssuer.Issuer) is null
            ? ReadKeys(section, absent, isDevelopment)
            : ReadKeys(section, ReadIssuer(section, isDevelopment), isDevelopment);

    /// <summary>Reads them where there need be no issuer at all; keys alone are a fault.</summary>
    public static IssuerSettings ReadOptional(SettingsReader section, bool isDevelopment) =>
        section.Text(Keys.TokenIssuer.Issuer) is null && !AreKeysGiven(section)
            ? ReadKeys(section, issuer: null, isDevelopment)
            : ReadKeys(section, ReadIssuer(section, isDevelopment), isDevelopment);

    private static IssuerSettings ReadKeys(SettingsReader section, string? issuer, bool isDevelopment)
    {
        var settings = new IssuerSettings(
            issuer,
            section.Url(Keys.TokenIssuer.JwksUri, isDevelopment),
            section.FilePath(Keys.TokenIssuer.JwksFile, "the path of a JWK set", ConfiguredFiles.FaultOfKeySet));
        if (section.IsGiven(Keys.TokenIssuer.JwksUri) && section.IsGiven(Keys.TokenIssuer.JwksFile))
            section.Fault(Keys.TokenIssuer.JwksFile, $"is given beside {Keys.TokenIssuer.JwksUri}", "only one of the two");
        return settings;
    }

    // An issuer whose keys are given otherwise is a name only. One that is asked for its keys must be a place that can be asked.
    private static string ReadIssuer(SettingsReader section, bool isDevelopment)
    {
        if (!AreKeysGiven(section))
        {
            return isDevelopment
                ? section.Required(Keys.TokenIssuer.Issuer, Forms.HttpUrl, Forms.IsHttpUrl)
                : section.Required(Keys.TokenIssuer.Issuer, Forms.HttpsUrl, Forms.IsHttpsUrl);
        }

        var issuer = section.Required(Keys.TokenIssuer.Issuer, Forms.Line, Forms.IsLine);
        if (!isDevelopment && Forms.IsLoopbackHttpUrl(issuer))
            section.FaultyValue(Keys.TokenIssuer.Issuer, issuer, $"{Forms.HttpsUrl}: the development issuer exists in Development alone");
        return issuer;
    }

    private static bool AreKeysGiven(SettingsReader section) => section.IsGiven(Keys.TokenIssuer.JwksUri) || section.IsGiven(Keys.TokenIssuer.JwksFile);
}
