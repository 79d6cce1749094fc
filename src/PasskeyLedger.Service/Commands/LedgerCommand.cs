using System.Runtime;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.PersonalData;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Verification;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Forensics;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Commands;

/// <summary>The ledger as a command works with it.</summary>
/// <param name="Events">The store that the service would use.</param>
/// <param name="Open">Opens what was read as it is stored.</param>
/// <param name="Keys">Holds the keys of personal data against the events.</param>
internal sealed record OpenedLedger(NpgsqlDataSource Database, IEventStore Events, OpenEvents Open, PersonalKeyCheck Keys);

/// <summary>
/// What commands have in common that need the database: they open it as the service does, end on Ctrl+C and SIGTERM, and say what stood in
/// their way in one line. Not to be reached, or not at this version, is 2; interrupted, or refused by the database, is 1.
/// </summary>
internal static class LedgerCommand
{
    /// <summary>Runs a command on the database, whatever state that is in.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> WithDatabaseAsync(
        string[] configurationArguments, TextWriter error, Func<NpgsqlDataSource, CancellationToken, Task<int>> run, CancellationToken cancellationToken) =>
        RunAsync(configurationArguments, error, (database, _, cancellation) => run(database, cancellation), cancellationToken);

    /// <summary>Runs a command on a database that is at this version.</summary>
    /// <inheritdoc cref="WithDatabaseAsync"/>
    public static Task<int> WithCurrentDatabaseAsync(
        string[] configurationArguments, TextWriter error, Func<NpgsqlDataSource, CancellationToken, Task<int>> run, CancellationToken cancellationToken) =>
        RunAsync(
            configurationArguments,
            error,
            async (database, _, cancellation) => await IsCurrentAsync(database, error, cancellation) ? await run(database, cancellation) : ExitCode.Usage,
            cancellationToken);

    /// <summary>Runs a command on a ledger that is at this version.</summary>
    /// <inheritdoc cref="WithDatabaseAsync"/>
    public static Task<int> WithLedgerAsync(
        string[] configurationArguments, TextWriter error, Func<OpenedLedger, CancellationToken, Task<int>> run, CancellationToken cancellationToken) =>
        RunAsync(
            configurationArguments,
            error,
            async (database, configuration, cancellation) =>
            {
                if (LedgerConfigurationReader.ReadPersonalData(configuration, out var personalData) is { } faulty)
                {
                    faulty.Print(error);
                    return ConfigurationReading.Faulty.ExitCode;
                }

                if (!await IsCurrentAsync(database, error, cancellation))
                    return ExitCode.Usage;

                await using var services = new ServiceCollection().AddEventStore(database, personalData.KeyEncryptionKey).BuildServiceProvider();
                var opening = new EventOpening(services.GetRequiredService<PersonalKeys>());
                return await run(
                    new(database, services.GetRequiredService<IEventStore>(), opening.OpenAsync, new(database, personalData.KeyEncryptionKey)), cancellation);
            },
            cancellationToken);

    /// <summary>Runs a command on what a ledger has of a pool; null: of all. A pool that it does not have is 1: nothing found is not what a mistyped name means.</summary>
    /// <inheritdoc cref="WithDatabaseAsync"/>
    public static Task<int> WithPoolAsync(
        string[] configurationArguments,
        string? pool,
        TextWriter error,
        Func<OpenedLedger, CancellationToken, Task<int>> run,
        CancellationToken cancellationToken) =>
        WithLedgerAsync(
            configurationArguments,
            error,
            async (ledger, cancellation) =>
            {
                if (pool is null || await RecordedPools.HoldAsync(ledger.Events, pool, cancellation))
                    return await run(ledger, cancellation);
                await error.WriteLineAsync($"The ledger has no pool {Printable.Of(pool)}.");
                return ExitCode.No;
            },
            cancellationToken);

    private static async Task<bool> IsCurrentAsync(NpgsqlDataSource database, TextWriter error, CancellationToken cancellationToken)
    {
        var isCurrent = (await LedgerSchema.MigratorFor(database).CheckAsync(cancellationToken)).IsCurrent;
        if (!isCurrent)
            await error.WriteLineAsync("The database is not at this version. Run passkey-ledger migrate.");
        return isCurrent;
    }

    private static async Task<int> RunAsync(
        string[] configurationArguments,
        TextWriter error,
        Func<NpgsqlDataSource, IConfiguration, CancellationToken, Task<int>> run,
        CancellationToken cancellationToken)
    {
        // Nobody waits for a command's answers one by one: stopping all of its threads to collect garbage costs less than collecting beside them.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        if (LedgerConfigurationReader.ReadConnectionString(
            builder.Configuration, builder.Environment.IsDevelopment(), out var connectionString) is { } faulty)
        {
            faulty.Print(error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        using var interruption = new Interruption(cancellationToken);
        try
        {
            await using var database = await LedgerDatabase.OpenAsync(connectionString, interruption.Token);
            return await run(database.DataSource, builder.Configuration, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCode.No;
        }
        catch (Exception fault) when (fault is PrivatePostgresException or DevelopmentDataException or EventStoreUnavailableException or PersonalKeyException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is MigrationException or UnreadableEventException or UnsettledLedgerException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCode.No;
        }
        catch (NpgsqlException away) when (EventStoreUnavailableException.IsMeantBy(away))
        {
            await error.WriteLineAsync(EventStoreUnavailableException.Of(away).Message);
            return ExitCode.Usage;
        }
        catch (PostgresException refused)
        {
            await error.WriteLineAsync(LedgerDatabase.Refusal(refused));
            return ExitCode.No;
        }
    }
}
