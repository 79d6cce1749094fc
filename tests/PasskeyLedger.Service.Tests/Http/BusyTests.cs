using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>More calls than the event store takes on.</summary>
[Collection(HeldServer.Name)]
public sealed class BusyTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task calls_that_the_store_cannot_take_on_are_told_so_and_those_that_wait_are_carried_out()
    {
        await using var ledger = new RunningLedger(postgres) { StoreOptions = new EventStoreOptions { Writers = 1, Readers = 1, LongestQueue = 2 } };
        await ledger.InitializeAsync();
        await ledger.User(Pools.Plain).StartAsync();
        await using var blocker = await ledger.Database.DataSource.OpenConnectionAsync(Cancelled);
        var held = await blocker.BeginTransactionAsync(Cancelled);
        await using (var block = new Npgsql.NpgsqlCommand("lock table mt_streams in access exclusive mode", blocker))
            await block.ExecuteNonQueryAsync(Cancelled);

        // One is with the writer, two wait, and the others are turned away while nothing moves.
        var first = OutcomeAsync(ledger.User(Pools.Plain));
        while (await ledger.Database.ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") is 0L)
            await Task.Delay(20, Cancelled);
        var calls = Enumerable.Range(0, 11).Select(_ => OutcomeAsync(ledger.User(Pools.Plain))).ToList();
        while (calls.Count(call => call.IsCompleted) < 9)
            await Task.Delay(20, Cancelled);
        await held.RollbackAsync(Cancelled);
        var outcomes = await Task.WhenAll([first, .. calls]);

        outcomes.Count(outcome => outcome is null).ShouldBe(3);
        outcomes.Count(outcome => outcome is TooManyRequestsException).ShouldBe(9);
        (await ledger.Database.ScalarAsync("select count(*) from mt_events where type = 'registration_started'")).ShouldBe(4L);
    }

    private static async Task<ServiceException?> OutcomeAsync(User user)
    {
        try
        {
            await user.StartAsync();
            return null;
        }
        catch (ServiceException refused)
        {
            return refused;
        }
    }
}
