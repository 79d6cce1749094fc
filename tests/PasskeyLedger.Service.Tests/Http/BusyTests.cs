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

        // One is with the reader, two wait, and the others are turned away while nothing moves.
        var calls = Enumerable.Range(0, 12).Select(_ => OutcomeAsync(ledger.User(Pools.Plain))).ToList();
        while (calls.Count(call => call.IsCompleted) < 9)
            await Task.Delay(20, Cancelled);
        await held.RollbackAsync(Cancelled);
        var outcomes = await Task.WhenAll(calls);

        // Those that waited meet once more where they append, so that one of them may be turned away there.
        var carriedOut = outcomes.Count(outcome => outcome is null);
        carriedOut.ShouldBeInRange(1, 3);
        outcomes.Count(outcome => outcome is TooManyRequestsException).ShouldBe(12 - carriedOut);
        (await ledger.Database.ScalarAsync("select count(*) from mt_events where type = 'registration_started'")).ShouldBe(1L + carriedOut);
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
