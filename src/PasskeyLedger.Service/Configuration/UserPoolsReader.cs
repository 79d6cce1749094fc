using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Development;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Reads the user pools: those that are configured, and in Development the pool local_dev.</summary>
internal static class UserPoolsReader
{
    public static IReadOnlyList<UserPoolSettings> Read(IConfiguration configuration, SettingsReader root, bool isDevelopment)
    {
        List<UserPoolSettings> pools = [];
        foreach (var section in root.Sections(Keys.UserPools, "a list of user pools"))
        {
            var pool = ReadPool(configuration, section, isDevelopment);
            if (pool.Id.Length > 0 && pools.Any(other => other.Id == pool.Id))
                section.FaultyValue(Keys.Pool.Id, pool.Id, "an id that no pool before it has");
            if (pool.Issuer.Length > 0 && pools.Any(other => other.Issuer == pool.Issuer))
                section.FaultyValue(
                    Keys.TokenIssuer.Issuer, pool.Issuer, "an issuer that no pool before it has: a token's pool is found by its issuer");
            pools.Add(pool);
        }

        if (isDevelopment && !pools.Any(pool => pool.Id == DevelopmentPool.Id))
            pools.Add(DevelopmentPool.Settings(configuration));
        if (pools.Count == 0)
            root.Fault(Keys.UserPools, "is missing", "a list of at least one user pool");
        return pools;
    }

    /// <summary>The development issuer's name, unless pool local_dev is configured with an issuer of its own.</summary>
    public static string? ReadDevelopmentIssuer(IConfiguration configuration, SettingsReader root, IReadOnlyList<UserPoolSettings> pools)
    {
        var issuer = DevelopmentAddress.Issuer(configuration);
        if (pools.First(pool => pool.Id == DevelopmentPool.Id).Issuer != issuer)
            return null;
        if (DevelopmentAddress.IsOpen(configuration))
            root.FaultyValue(Keys.Urls, configuration[Keys.Urls], "an address with a port: it is part of the development issuer's name");
        return issuer;
    }

    private static UserPoolSettings ReadPool(IConfiguration configuration, SettingsReader section, bool isDevelopment)
    {
        var isLocal = section.Text(Keys.Pool.Id) == DevelopmentPool.Id;
        if (isLocal && !isDevelopment)
            section.Fault(Keys.Pool.Id, $"is {DevelopmentPool.Id}", "another id: this pool exists in Development alone");
        var defaults = isLocal && isDevelopment ? DevelopmentPool.Defaults(configuration) : new UserPoolDefaults();
        return UserPoolReader.Read(section, defaults, isDevelopment);
    }
}
