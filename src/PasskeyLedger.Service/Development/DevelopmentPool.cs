using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// The user pool that exists in Development alone: relying party localhost, so that a page at any port of http://localhost may
/// register, and tokens from the service's own <see cref="DevelopmentIssuer"/>. A configured pool of its id takes its place,
/// and has these for what it leaves out.
/// </summary>
public static class DevelopmentPool
{
    public const string Id = "local_dev";

    /// <summary>The app client that the issuer's tokens name.</summary>
    public const string ClientId = "local_dev_client";

    /// <summary>What a configured pool of this id has where it says nothing.</summary>
    internal static UserPoolDefaults Defaults(IConfiguration configuration) => new(DevelopmentAddress.Issuer(configuration), "localhost");

    /// <summary>The pool as it is when none of its id is configured.</summary>
    internal static UserPoolSettings Settings(IConfiguration configuration)
    {
        var onlyAnId = new ConfigurationBuilder().AddInMemoryCollection([new(ConfigurationKeys.Pool.Id, Id)]).Build();
        return UserPoolReader.Read(new SettingsReader(onlyAnId, faults: []), Defaults(configuration), isDevelopment: true);
    }
}
