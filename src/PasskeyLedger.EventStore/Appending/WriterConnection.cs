using Npgsql;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>One writer's connection: opened when it is needed, kept while it works.</summary>
internal sealed class WriterConnection(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>The process behind the connection that is or was open last.</summary>
    public Backend Backend { get; private set; }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            return _connection;

        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            Backend = await Backend.PrepareAsync(connection, cancellationToken);
            return _connection = connection;
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
        if (_connection is not { } connection)
            return;
        _connection = null;
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await DropAsync();
}
