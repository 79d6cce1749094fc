using System.Diagnostics;
using System.Text.Json;
using PasskeyLedger.EndToEnd.Tests.AwsSdk;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.TransparencyLog;

/// <summary>Other people's code for the log's formats, in Node: tests/PasskeyLedger.EndToEnd.Tests/log-formats/check.mjs.</summary>
internal static class FormatChecker
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "PasskeyLedger.EndToEnd.Tests", "log-formats");

    /// <summary>Runs a check, and installs what it needs before where that is due. Skips the test where there is no Node.js.</summary>
    /// <param name="check"><c>proof</c> or <c>canonical</c>.</param>
    /// <param name="input">What it is given, as JSON.</param>
    public static async Task<JsonElement> RunAsync(string check, object input, CancellationToken cancellationToken)
    {
        await NodeVersion.OrSkipAsync(cancellationToken);
        await NodePackages.InstallAsync(Folder, cancellationToken);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(input, JsonSerializerOptions.Web), cancellationToken);
            using var node = Process.Start(new ProcessStartInfo(InstalledProgram.OrSkip("node"), [Path.Combine(Folder, "check.mjs"), check, file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = node.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = node.StandardError.ReadToEndAsync(cancellationToken);
            await node.WaitForExitAsync(cancellationToken);
            return node.ExitCode == 0
                ? JsonDocument.Parse(await output).RootElement
                : throw new InvalidOperationException($"check.mjs ended with exit code {node.ExitCode}: {await errors}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
