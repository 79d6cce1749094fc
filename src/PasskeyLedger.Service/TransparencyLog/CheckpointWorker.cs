using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Transparency.Signing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>Signs the tree every so often, where there is a key to sign with.</summary>
internal sealed class CheckpointWorker(
    NpgsqlDataSource database,
    TransparencySettings settings,
    LogStatus status,
    TimeProvider clock,
    IHostEnvironment environment,
    ILogger<CheckpointWorker> logger) : BackgroundService
{
    private const string WithoutKey =
        $"{ConfigurationKeys.Transparency}:{ConfigurationKeys.Log.SigningKeyFile} names no key. Nothing that is kept here is protected from who can write the database.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What follows reads a file, and the host waits for none.
        await Task.Yield();
        if (Open() is not { } key)
            return;

        status.Key = key.Key.Verifier;
        TransparencyLogEvents.Signing(logger, key.Key.Verifier.ToString());
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(key.Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None)
            TransparencyLogEvents.KeyIsOpen(logger, key.Path);
        var signer = new CheckpointSigner(database, key.Key, key.Kept, clock);
        using var ticks = new PeriodicTimer(settings.CheckpointInterval);
        do
            await SignAsync(signer, key, stoppingToken);
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private LogKey? Open()
    {
        try
        {
            var key = LogKey.Open(settings, environment.IsDevelopment());
            status.Trouble = key is null ? WithoutKey : null;
            if (key is null)
                TransparencyLogEvents.NotSigning(logger, WithoutKey);
            return key;
        }
        catch (Exception fault) when (fault is DevelopmentDataException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            (status.Trouble, status.IsAlarming) = (fault.Message, true);
            TransparencyLogEvents.NotSigning(logger, fault.Message);
            return null;
        }
    }

    private async Task SignAsync(CheckpointSigner signer, LogKey key, CancellationToken cancellationToken)
    {
        try
        {
            switch (await signer.SignAsync(cancellationToken))
            {
                case SigningOutcome.Signed { Checkpoint.Size: var size }:
                    TransparencyLogEvents.Signed(logger, size);
                    Settle(size);
                    break;
                case SigningOutcome.NothingNew { Size: var size }:
                    Settle(size);
                    break;
                case SigningOutcome.Refused { Reason: var reason }:
                    if (status.Trouble != reason)
                        TransparencyLogEvents.Refused(logger, reason);
                    (status.Trouble, status.IsAlarming) = (reason, true);
                    break;
                case SigningOutcome.ElsewhereNow:
                    break;
            }
        }
        catch (Exception failure) when (failure is EventStoreUnavailableException or PostgresException)
        {
            TransparencyLogEvents.Interrupted(logger, failure.GetType().Name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TransparencyLogEvents.CannotKeep(logger, key.Kept?.Path ?? key.Path, failure.GetType().Name);
            (status.Trouble, status.IsAlarming) = ("The last checkpoint cannot be kept beside the signing key.", true);
        }
    }

    private void Settle(long size)
    {
        status.Size = size;
        (status.Trouble, status.IsAlarming) = (null, false);
    }
}
