using Npgsql;

namespace PasskeyLedger.EventStore.Connections;

/// <summary>One worker's connection: opened when it is needed, kept while it works.</summary>
/// <param name="opened">Told each time that one is opened, before it is used.</param>
internal sealed class KeptConnection(NpgsqlDataSource dataSource, Action? opened) : IAsyncDisposable
{
    private NpgsqlConnection? current;

    /// <summary>The process behind the connection that is or was open last.</summary>
    public Backend Backend { get; private set; }

    /// <summary>It has been opened and not been given up. That does not say that the server is still there.</summary>
    public bool IsOpen => current is not null;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (current is not null)
            return current;

        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            Backend = await Backend.PrepareAsync(connection, cancellationToken);
            opened?.Invoke();
            return current = connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives up a connection that is no longer good.</summary>
    public async Task DropAsync()
    {
        if (current is not { } connection)
            return;
        current = null;
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await DropAsync();
}
