using System.Data;
using Npgsql;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>Hears on a connection when the log has grown, as <see cref="LogBell"/> tells it.</summary>
internal sealed class BellListener : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private volatile bool hasRung;

    private BellListener(NpgsqlConnection connection)
    {
        this.connection = connection;
        connection.Notification += OnNotification;
    }

    /// <param name="connection">Stays its owner's to close, after this.</param>
    public static async Task<BellListener> ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var listener = new BellListener(connection);
        try
        {
            await listener.ExecuteAsync($"LISTEN {LogBell.Channel}", cancellationToken);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>What has been appended up to here is about to be read: only a later ring is news.</summary>
    public void Reset() => hasRung = false;

    /// <summary>Waits for somebody to ring since the last reset, or for the time to pass.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!hasRung)
            await connection.WaitAsync(longest, cancellationToken);
    }

    /// <summary>Listens no more. A pooled connection may outlive this, and keeps nothing of it.</summary>
    public async ValueTask DisposeAsync()
    {
        connection.Notification -= OnNotification;
        try
        {
            if (connection.State == ConnectionState.Open)
                await ExecuteAsync("UNLISTEN *", CancellationToken.None);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            // The session is gone, and what it listened to with it.
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs ring) => hasRung = true;
}
