using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Messaging;
using PasskeyLedger.PersonalData;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Transparency;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The tables of the ledger, of its read models, of the relay, of the tree and of the keys, and the command that makes them.</summary>
internal static class LedgerSchema
{
    /// <summary>Every script, those first that others build on.</summary>
    public static IReadOnlyList<MigrationSource> Sources { get; } =
    [
        MigrationSource.EventStore, ReadModelMigrations.Source, PersonalDataMigrations.Source, MessagingMigrations.Source,
        TransparencyMigrations.Source,
    ];

    /// <summary>What brings a database to this version.</summary>
    public static Migrator MigratorFor(NpgsqlDataSource database) => new(database, Sources);

    /// <summary>The command <c>migrate</c>: applies what is pending, or prints its SQL.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> MigrateAsync(
        string[] configurationArguments, MigrateOptions options, TextWriter output, CancellationToken cancellationToken) =>
        LedgerCommand.WithDatabaseAsync(
            configurationArguments,
            Console.Error,
            async (database, cancellation) =>
            {
                var migrator = MigratorFor(database);
                var scripts = options.DryRun
                    ? (await migrator.CheckAsync(cancellation)).Pending
                    : await migrator.ApplyAsync(cancellation);
                await PrintAsync(scripts, options, output);
                return ExitCode.Done;
            },
            cancellationToken);

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
