using System.Diagnostics;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>A copy of this program that does something else than testing, until the test kills it.</summary>
internal static class OtherProcess
{
    /// <summary>What it prints once it does what it is for.</summary>
    public const string Ready = "ready";

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="prefix">A command that runs it as something else, or nothing.</param>
    public static async Task<Process> StartAsync(string[] arguments, params string[] prefix)
    {
        string[] command = [.. prefix, Path.ChangeExtension(typeof(OtherProcess).Assembly.Location, null), .. arguments];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            Environment = { ["HOME"] = "/nonexistent" },
        })!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == Ready)
                return process;
        }

        throw new InvalidOperationException($"The process that was to {arguments[0]} ended: {await errors}");
    }
}
