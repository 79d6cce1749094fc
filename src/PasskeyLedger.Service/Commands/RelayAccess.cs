using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Commands;

/// <summary>Opens the ledger's database for a command on the relay.</summary>
internal static class RelayAccess
{
    /// <returns>What the command returns, or <see cref="ExitCode.Usage"/> where the database cannot be had; why stands on the error output.</returns>
    public static async Task<int> UseAsync(string[] configurationArguments, TextWriter error, Func<RelayControl, Task<int>> use, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        if (LedgerConfigurationReader.ReadConnectionString(
            builder.Configuration, builder.Environment.IsDevelopment(), out var connectionString) is { } faulty)
        {
            faulty.Print(error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        try
        {
            await using var database = await LedgerDatabase.OpenAsync(connectionString, cancellationToken);
            return await use(new RelayControl(database.DataSource));
        }
        catch (Exception fault) when (fault is PrivatePostgresException or EventStoreUnavailableException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCode.Usage;
        }
    }
}
