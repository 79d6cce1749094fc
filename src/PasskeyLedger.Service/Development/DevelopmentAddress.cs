using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// Where the service is reached in Development: the development issuer's name, which serve and dev-token must both arrive at.
/// </summary>
public static class DevelopmentAddress
{
    /// <summary>
    /// <c>http://localhost:&lt;port&gt;</c>, with the port of the first http address that the service is told to listen at;
    /// the default's where it is told none that has a port.
    /// </summary>
    public static string Issuer(IConfiguration configuration)
    {
        var addresses = configuration[ConfigurationKeys.Urls] is { Length: > 0 } urls ? urls : ConfigurationDefaults.Urls;
        return $"http://localhost:{PortOf(addresses) ?? PortOf(ConfigurationDefaults.Urls)}";
    }

    /// <summary>Whether the service is told to choose a port itself, so that nobody can know the issuer's name beforehand.</summary>
    public static bool IsOpen(IConfiguration configuration) =>
        configuration[ConfigurationKeys.Urls] is { Length: > 0 } urls && PortOf(urls) == 0;

    private static int? PortOf(string addresses)
    {
        foreach (var address in addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // BindingAddress knows the hosts * and +, which a Uri does not.
            if (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                && TryParse(address) is { IsUnixPipe: false, IsNamedPipe: false } parsed)
                return parsed.Port;
        }

        return null;
    }

    private static BindingAddress? TryParse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
