using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>
/// The session that makes a subscriber the active one of its name: it holds an advisory lock, so it ends with its node. All
/// that the subscriber does it does here; who has lost the session can no longer commit anything.
/// </summary>
internal sealed class ActiveSession : IAsyncDisposable
{
    private static readonly string TakeSql = EmbeddedSql.Read("Subscribing.TakeSubscription.sql");
    private static readonly string LeaveSql = EmbeddedSql.Read("Subscribing.LeaveSubscription.sql");
    private static readonly string OpenSql = EmbeddedSql.Read("Subscribing.OpenSubscriber.sql");

    private readonly string name;
    private BellListener? bell;

    private ActiveSession(NpgsqlConnection connection, string name)
    {
        Connection = connection;
        this.name = name;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>When the server at the other end was started, which tells it from any other.</summary>
    public DateTimeOffset ServerStarted { get; private set; }

    /// <summary>Takes the name; null where another session has it.</summary>
    public static async Task<ActiveSession?> TryTakeAsync(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        ActiveSession? session = null;
        try
        {
            if (!await TryTakeAsync(connection, name, cancellationToken))
                return null;
            session = new(connection, name);
            await session.OpenAsync(cancellationToken);
            session.bell = await BellListener.ListenAsync(connection, cancellationToken);
            return session;
        }
        catch when (session is not null)
        {
            await session.DisposeAsync();
            throw;
        }
        finally
        {
            if (session is null)
                await connection.DisposeAsync();
        }
    }

    /// <inheritdoc cref="BellListener.Reset"/>
    public void ResetBell() => bell!.Reset();

    /// <inheritdoc cref="BellListener.WaitAsync"/>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => bell!.WaitAsync(longest, cancellationToken);

    /// <summary>Gives the name back. A pooled connection may outlive this, and keeps nothing of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (bell is not null)
            await bell.DisposeAsync();
        try
        {
            if (Connection.State == ConnectionState.Open)
            {
                await using var leave = Command(LeaveSql, Connection, name);
                await leave.ExecuteScalarAsync(CancellationToken.None);
            }
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            // The session is gone, and the lock with it.
        }

        await Connection.DisposeAsync();
    }

    private static async Task<bool> TryTakeAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = Command(TakeSql, connection, name);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, string name) => new(sql, connection)
    {
        Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = name } },
    };

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OpenSql, Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        ServerStarted = await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken);
    }
}
