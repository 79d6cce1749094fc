using System.Globalization;
using System.Text;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>Appends and conditions as the tests say them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static StreamId Stream(string key, string tenant = "pool_a") => new(new TenantId(tenant), new StreamKey(key));

    public static NewEvent Event(string type = "something_happened", string data = """{"a":1}""", DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = type,
        ClrType = "Example.SomethingHappened, Example",
        Data = Encoding.UTF8.GetBytes(data),
        Timestamp = at ?? Noon,
    };

    public static Append Append(StreamId stream, ExpectedVersion expected, params NewEvent[] events) => new()
    {
        Stream = stream,
        StreamType = "example",
        Expected = expected,
        Events = events is [] ? [Event()] : events,
    };

    public static Task<AppendOutcome> AppendAsync(
        this IEventStore store, StreamId stream, ExpectedVersion expected, params NewEvent[] events) =>
        store.AppendAsync(Append(stream, expected, events), TestContext.Current.CancellationToken);

    public static Task<StreamSlice> ReadAsync(this IEventStore store, StreamId stream, ReadRange range = default) =>
        store.ReadStreamAsync(stream, range, TestContext.Current.CancellationToken);

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
