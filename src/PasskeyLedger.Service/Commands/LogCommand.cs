using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Commands;

/// <summary>What a command that asks the log's database is given.</summary>
internal sealed record LogCommandContext(NpgsqlDataSource Database, TransparencySettings Settings, PersonalDataSettings PersonalData, bool IsDevelopment);

/// <summary>Runs a command against the log's database: configuration, database, schema, each only when the one before stands.</summary>
internal static class LogCommand
{
    /// <returns>One of <see cref="ExitCode"/>; what kept it from running stands on the error output.</returns>
    public static async Task<int> RunAsync(
        string[] configurationArguments, TextWriter error, Func<LogCommandContext, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        var isDevelopment = builder.Environment.IsDevelopment();
        if (LedgerConfigurationReader.ReadTransparency(builder.Configuration, isDevelopment, needsDatabase: true, out var connectionString, out var settings) is { } faulty)
        {
            faulty.Print(error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        if (LedgerConfigurationReader.ReadPersonalData(builder.Configuration, out var personalData) is { } faultyKey)
        {
            faultyKey.Print(error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        try
        {
            await using var database = await LedgerDatabase.OpenAsync(connectionString, cancellationToken);
            if (!(await LedgerSchema.MigratorFor(database.DataSource).CheckAsync(cancellationToken)).IsCurrent)
            {
                await error.WriteLineAsync("The database is not at this version. Run passkey-ledger migrate.");
                return ExitCode.Usage;
            }

            return await run(new(database.DataSource, settings, personalData, isDevelopment), cancellationToken);
        }
        catch (Exception fault) when (fault is PrivatePostgresException or DevelopmentDataException or EventStoreUnavailableException or PersonalKeyException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCode.Usage;
        }
        catch (PostgresException refused)
        {
            await error.WriteLineAsync($"The database refused: {refused.MessageText} (SQLSTATE {refused.SqlState}).");
            return ExitCode.Usage;
        }
    }
}
