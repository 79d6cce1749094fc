using System.Text;
using Microsoft.Extensions.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

/// <summary>Configurations to read.</summary>
internal static class Settings
{
    /// <summary>As little as Production starts with.</summary>
    public static IConfiguration Least => With();

    public static IConfiguration Json(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    public static IConfiguration Arguments(params string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build();

    public static IConfiguration Of(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Key, value.Value))).Build();

    /// <summary>The least, and these.</summary>
    public static IConfiguration With(params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Ledger"] = "Host=db;Database=ledger;Username=ledger",
            ["UserPools:0:Id"] = "eu_one",
            ["UserPools:0:Issuer"] = "https://issuer.example",
        };
        foreach (var (key, value) in changes)
            values[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
