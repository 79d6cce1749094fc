using System.Collections.Frozen;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// What stands at the top of the configuration and was written for this service: in files and arguments. The environment is no such
/// place, as it holds what everybody has put there.
/// </summary>
internal static class GivenSections
{
    // OpenTelemetry's exporters take their variables from the whole configuration.
    private const string Telemetry = "OTEL_";

    // What ASP.NET Core, its host and Kestrel read, and what an editor does.
    private static readonly FrozenSet<string> HostsOwn = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Logging",
        "Kestrel",
        "Metrics",
        "AllowedHosts",
        ConfigurationKeys.Urls,
        "http_ports",
        "https_ports",
        "https_port",
        "preferHostingUrls",
        "environment",
        "contentRoot",
        "webroot",
        "staticWebAssets",
        "applicationName",
        "startupAssembly",
        "hostBuilder",
        "hostingStartupAssemblies",
        "hostingStartupExcludeAssemblies",
        "preventHostingStartup",
        "captureStartupErrors",
        "detailedErrors",
        "suppressStatusMessages",
        "shutdownTimeoutSeconds",
        "servicesStartConcurrently",
        "servicesStopConcurrently",
        "$schema");

    /// <summary>Their names, without those that others read.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) => (configuration as IConfigurationRoot)?.Providers
        .Where(provider => provider is JsonConfigurationProvider or JsonStreamConfigurationProvider or CommandLineConfigurationProvider)
        .SelectMany(provider => provider.GetChildKeys([], parentPath: null))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(key => !HostsOwn.Contains(key) && !key.StartsWith(Telemetry, StringComparison.OrdinalIgnoreCase)) ?? [];
}
