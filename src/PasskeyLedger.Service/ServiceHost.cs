using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.PersonalData;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Trust;

namespace PasskeyLedger.Service;

/// <summary>Runs the service: configuration, database, application, in this order, each only when the one before stands.</summary>
internal static class ServiceHost
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> ServeAsync(string[] configurationArguments, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(configurationArguments);
        var isDevelopment = builder.Environment.IsDevelopment();
        var reading = LedgerConfigurationReader.Read(builder.Configuration, isDevelopment);
        if (reading is ConfigurationReading.Faulty faulty)
        {
            faulty.Print(Console.Error);
            return ConfigurationReading.Faulty.ExitCode;
        }

        var configuration = ((ConfigurationReading.Valid)reading).Configuration;
        try
        {
            await using var database = await LedgerDatabase.OpenAsync(configuration.ConnectionString, cancellationToken);
            if (!await IsSchemaReadyAsync(database, isDevelopment, cancellationToken))
                return ExitCode.Usage;

            var issuer = configuration.DevelopmentIssuer is { } name
                ? DevelopmentIssuer.Open(name, DevelopmentData.Directory(), configuration.Operators.Scope, TimeProvider.System)
                : null;
            await using var app = LedgerApplication.Build(builder, configuration, database.DataSource, issuer);
            await RegisterKeysAsync(app, cancellationToken);
            await RecordPoolsAsync(app, cancellationToken);
            if (!await IsListeningAsync(app, cancellationToken))
                return ExitCode.Usage;
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is PrivatePostgresException or DevelopmentDataException or MigrationException or TrustFileException
            or PersonalKeyException or EventStoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Usage;
        }
        catch (PostgresException refused)
        {
            await Console.Error.WriteLineAsync(LedgerDatabase.Refusal(refused));
            return ExitCode.Usage;
        }
    }

    // In Development the schema is brought up to date; in Production that is somebody's decision, and serving an older one would fail call by call.
    private static async Task<bool> IsSchemaReadyAsync(LedgerDatabase database, bool isDevelopment, CancellationToken cancellationToken)
    {
        var migrator = LedgerSchema.MigratorFor(database.DataSource);
        if (isDevelopment)
        {
            await migrator.ApplyAsync(cancellationToken);
            return true;
        }

        try
        {
            var state = await migrator.CheckAsync(cancellationToken);
            if (state.IsCurrent)
                return true;
            await Console.Error.WriteLineAsync(
                $"The database is not at this version: {state.Pending.Count} scripts are to be applied, {state.Changed.Count} applied ones have changed. Run passkey-ledger migrate.");
            return false;
        }
        catch (EventStoreUnavailableException unavailable)
        {
            // A database that is away comes back; until then the service is live and not ready.
            await Console.Error.WriteLineAsync(unavailable.Message);
            return true;
        }
    }

    // What is wrong with an address, a certificate or a port, the web server says by whatever exception it came upon; the log has its stack.
    private static async Task<bool> IsListeningAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is IOException or SocketException or UnauthorizedAccessException or CryptographicException
            or FormatException or ArgumentException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The service cannot listen ({ConfigurationKeys.Urls}: {app.Configuration[ConfigurationKeys.Urls]}): {fault.Message}");
            return false;
        }
    }

    // With the wrong key-encryption key a service could neither read nor write what is personal.
    private static async Task RegisterKeysAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.Services.GetRequiredService<PersonalKeys>().RegisterAsync(cancellationToken);
        }
        catch (EventStoreUnavailableException)
        {
            // The first call that needs a key asks again.
        }
    }

    private static async Task RecordPoolsAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.Services.GetRequiredService<PoolLedger>().RecordAsync(cancellationToken);
        }
        catch (EventStoreUnavailableException)
        {
            // The first call that needs a pool's version records it.
        }
    }
}
