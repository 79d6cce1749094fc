using System.Diagnostics;

namespace PasskeyLedger.Testing;

/// <summary>The executable as a shell runs it, with a configuration from the environment and its own folder for what it keeps.</summary>
public sealed class ServiceCommand(string environment, string? connectionString, IReadOnlyDictionary<string, string?> variables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How to start it, for somebody who runs it alone.</summary>
    /// <param name="dataFolder">Where it keeps what it makes, in place of the user's local application data.</param>
    /// <param name="arguments">The command and its options.</param>
    public ProcessStartInfo StartInfo(string dataFolder, params IEnumerable<string> arguments) =>
        BuiltService.StartInfo(environment, connectionString, dataFolder, variables, arguments);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code, and what it wrote to both streams, standard output first.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        var data = Directory.CreateTempSubdirectory("passkey-ledger-test-");
        try
        {
            using var process = Process.Start(StartInfo(data.FullName, arguments))!;
            using var patience = new CancellationTokenSource(Patience);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException tooLong)
            {
                process.Kill();
                throw new TimeoutException($"passkey-ledger {string.Join(' ', arguments)} did not end within {Patience}.", tooLong);
            }

            return (process.ExitCode, await output + await error);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
