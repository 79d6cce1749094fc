using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Commands;

/// <summary>What a command on the log is given.</summary>
/// <param name="Settings">How checkpoints are signed.</param>
internal sealed record LogCommandContext(OpenedLedger Ledger, TransparencySettings Settings, bool IsDevelopment);

/// <summary>Runs a command on the ledger that knows how checkpoints are signed.</summary>
internal static class LogCommand
{
    /// <inheritdoc cref="LedgerCommand.WithLedgerAsync"/>
    public static async Task<int> RunAsync(
        string[] configurationArguments, TextWriter error, Func<LogCommandContext, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        var isDevelopment = builder.Environment.IsDevelopment();
        if (LedgerConfigurationReader.ReadTransparency(builder.Configuration, isDevelopment, out var settings) is { } faulty)
        {
            faulty.Print(error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        return await LedgerCommand.WithLedgerAsync(
            configurationArguments, error, (ledger, cancellation) => run(new(ledger, settings, isDevelopment), cancellation), cancellationToken);
    }
}
