using System.Diagnostics;

namespace PasskeyLedger.Testing;

/// <summary>The executable as a shell runs it, with a configuration from the environment and its own folder for what it keeps.</summary>
public sealed class ServiceCommand(string environment, string? connectionString, IReadOnlyDictionary<string, string?> variables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code, and what it wrote to both streams, standard output first.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        var data = Directory.CreateTempSubdirectory("passkey-ledger-test-");
        try
        {
            using var process = Process.Start(BuiltService.StartInfo(environment, connectionString, data.FullName, variables, arguments))!;
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
