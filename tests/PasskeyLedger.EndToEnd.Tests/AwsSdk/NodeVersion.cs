using System.Diagnostics;
using System.Globalization;

namespace PasskeyLedger.EndToEnd.Tests.AwsSdk;

/// <summary>The Node.js of this machine, as far as the SDK runs on it.</summary>
public static class NodeVersion
{
    /// <summary>What package.json asks for.</summary>
    public const int Oldest = 20;

    /// <summary>Skips the test where Node.js is absent or older than the SDK needs.</summary>
    public static async Task OrSkipAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(InstalledProgram.OrSkip("node"), ["--version"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var version = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < Oldest)
            Assert.Skip($"Node.js {Oldest} or later is not installed; here is {version.Trim()}.");
    }
}
