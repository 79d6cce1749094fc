using System.Data;
using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// A connection that sees one state of the database until it is disposed of, and writes nothing. Others may see the very same state for as
/// long as the first of them does: side by side they read it faster than one backend can.
/// </summary>
public sealed class SnapshotSession : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private SnapshotSession(NpgsqlConnection connection, NpgsqlTransaction transaction, string name) =>
        (Connection, this.transaction, Name) = (connection, transaction, name);

    public NpgsqlConnection Connection { get; }

    /// <summary>The name by which the state can be shared.</summary>
    public string Name { get; }

    /// <summary>Takes the state that the database is in now.</summary>
    public static Task<SnapshotSession> TakeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        OpenAsync(dataSource, name: null, cancellationToken);

    /// <summary>Sees what another session sees, which must last.</summary>
    public static Task<SnapshotSession> JoinAsync(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken) =>
        OpenAsync(dataSource, name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static async Task<SnapshotSession> OpenAsync(NpgsqlDataSource dataSource, string? name, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var begun = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using var command = new NpgsqlCommand(name is null ? "SELECT pg_export_snapshot()" : $"SET TRANSACTION SNAPSHOT '{name}'", connection);
            var exported = await command.ExecuteScalarAsync(cancellationToken) as string;
            return new(connection, begun, name ?? exported!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
