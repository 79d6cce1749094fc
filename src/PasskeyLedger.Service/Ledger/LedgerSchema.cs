using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Messaging;
using PasskeyLedger.PersonalData;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The tables of the ledger, of its read models and of the relay, and the command that makes them.</summary>
internal static class LedgerSchema
{
    /// <summary>What brings a database to this version.</summary>
    public static Migrator MigratorFor(NpgsqlDataSource database) => new(
        database, MigrationSource.EventStore, ReadModelMigrations.Source, PersonalDataMigrations.Source, MessagingMigrations.Source);

    /// <summary>The command <c>migrate</c>: applies what is pending, or prints its SQL.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> MigrateAsync(
        string[] configurationArguments, MigrateOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        if (LedgerConfigurationReader.ReadConnectionString(
            builder.Configuration, builder.Environment.IsDevelopment(), out var connectionString) is { } faulty)
        {
            faulty.Print(Console.Error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        try
        {
            await using var database = await LedgerDatabase.OpenAsync(connectionString, cancellationToken);
            var migrator = MigratorFor(database.DataSource);
            var scripts = options.DryRun
                ? (await migrator.CheckAsync(cancellationToken)).Pending
                : await migrator.ApplyAsync(cancellationToken);
            await PrintAsync(scripts, options, output);
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is PrivatePostgresException or MigrationException or EventStoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return fault is MigrationException ? ExitCode.No : ExitCode.Usage;
        }
    }

    private static Task PrintAsync(IReadOnlyList<MigrationScript> scripts, MigrateOptions options, TextWriter output)
    {
        if (options.Json)
        {
            return output.WriteLineAsync(JsonSerializer.Serialize(new
            {
                applied = !options.DryRun,
                scripts = scripts.Select(script => new { script.Source, script.Name, script.Sha256, Sql = options.DryRun ? script.Sql : null }),
            }));
        }

        if (options.DryRun)
            return output.WriteLineAsync(string.Join('\n', scripts.Select(script => $"-- {script} (sha256 {script.Sha256})\n{script.Sql.TrimEnd()}\n")));

        return output.WriteLineAsync(scripts.Count == 0
            ? "The database is at this version."
            : string.Join('\n', scripts.Select(script => $"applied {script}")));
    }
}
