using System.Diagnostics;
using System.Security.Cryptography;

namespace PasskeyLedger.EndToEnd.Tests.AwsSdk;

/// <summary>Installs what a package-lock.json lists, once for each content of it.</summary>
public static class NodePackages
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Runs <c>npm ci</c> where node_modules is missing or was installed from another lock file.</summary>
    /// <exception cref="InvalidOperationException">npm failed; the message has its output.</exception>
    public static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = InstalledProgram.OrSkip("npm");
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var installed = Path.Combine(folder, "node_modules", ".installed-from");
            var wanted = Convert.ToHexStringLower(
                SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellationToken)));
            if (File.Exists(installed) && string.Equals(await File.ReadAllTextAsync(installed, cancellationToken), wanted, StringComparison.Ordinal))
                return;
            await RunAsync(npm, folder, cancellationToken);
            await File.WriteAllTextAsync(installed, wanted, cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task RunAsync(string npm, string folder, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(npm, ["ci", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with exit code {process.ExitCode}: {await output}{await errors}");
    }
}
