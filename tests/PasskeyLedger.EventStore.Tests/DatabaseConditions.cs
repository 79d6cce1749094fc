using System.Globalization;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>Conditions in the database that tests wait for or bring about.</summary>
internal static class DatabaseConditions
{
    /// <summary>Waits until a query says true.</summary>
    public static async Task UntilAsync(this PostgresDatabase database, string condition)
    {
        while (await database.ScalarAsync($"SELECT {condition}") is not true)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>Locks a stream's row, so that a writer that comes to it waits until the result is disposed.</summary>
    public static async Task<NpgsqlTransaction> LockAsync(this NpgsqlConnection connection, StreamId stream)
    {
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1 FROM mt_streams WHERE tenant_id = $1 AND id = $2 FOR UPDATE", connection)
        {
            Parameters = { new() { Value = stream.Tenant.Value }, new() { Value = stream.Key.Value } },
        };
        (await command.ExecuteScalarAsync()).ShouldBe(1);
        return transaction;
    }

    /// <summary>Waits until so many sessions of the database wait for a lock.</summary>
    public static Task UntilWaitingAsync(this PostgresDatabase database, int sessions = 1) => database.UntilAsync(
        $"count(*) = {sessions.ToString(CultureInfo.InvariantCulture)} FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
}
