using System.Diagnostics;

namespace PasskeyLedger.Testing;

/// <summary>The executable <c>passkey-ledger</c> as the build left it.</summary>
internal static class BuiltService
{
    /// <summary>How to start it with these arguments, and with nothing of the configuration that happens to be where the tests run.</summary>
    /// <param name="dataFolder">In place of the user's local application data; null: the user's.</param>
    public static ProcessStartInfo StartInfo(
        string environment,
        string? connectionString,
        string? dataFolder,
        IReadOnlyDictionary<string, string?> variables,
        params IEnumerable<string> arguments)
    {
        var folder = Folder();
        // The dotnet that runs the tests runs the service.
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(folder, "passkey-ledger.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsConfiguration).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__Ledger"] = connectionString;
        if (dataFolder is not null)
            start.Environment["XDG_DATA_HOME"] = dataFolder;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }

    private static bool IsConfiguration(string name) =>
        name.Contains("__", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || string.Equals(name, "DOTNET_ENVIRONMENT", StringComparison.Ordinal);

    /// <summary>The service's own output folder, of the configuration and framework that the running tests were built for.</summary>
    private static string Folder()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(Repository.Root, "src", "PasskeyLedger.Service", "bin", framework.Parent!.Name, framework.Name);
        return File.Exists(Path.Combine(folder, "passkey-ledger.dll"))
            ? folder
            : throw new InvalidOperationException($"The service is not built: {folder} has no passkey-ledger.dll.");
    }
}
