using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class BellTests(PostgresFixture postgres)
{
    [Fact]
    public async Task a_bell_that_failed_rings_again()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var failures = 0;
        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString);

        // The connection of the writer opens; the next one, which is the bell's, fails in a way that no database has.
        var opened = 0;
        builder.UsePhysicalConnectionInitializer(
            _ => { },
            _ => Interlocked.Increment(ref opened) == 2 && Interlocked.Increment(ref failures) > 0
                ? throw new InvalidOperationException("not this time")
                : Task.CompletedTask);
        await using var dataSource = builder.Build();
        var store = new NpgsqlEventStore(dataSource, new() { Writers = 1, Readers = 1 });
        await using var listener = await database.DataSource.OpenConnectionAsync(Cancellation);
        await using (var listen = new NpgsqlCommand("LISTEN ledger_log", listener))
            await listen.ExecuteNonQueryAsync(Cancellation);

        await store.AppendAsync(Stream("first"), ExpectedVersion.NoStream);
        while (Volatile.Read(ref failures) == 0)
            await Task.Delay(10, Cancellation);
        await store.AppendAsync(Stream("second"), ExpectedVersion.NoStream);

        (await listener.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).ShouldBeTrue("the second append is told");
        await store.DisposeAsync();
    }
}
