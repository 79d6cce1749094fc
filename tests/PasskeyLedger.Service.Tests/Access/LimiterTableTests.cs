using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class LimiterTableTests
{
    [Fact]
    public void a_key_may_use_its_minute_up_at_once_and_no_more()
    {
        var table = new LimiterTable<string>(capacity: 10, shared: 2);

        Enumerable.Range(0, 10).Count(_ => table.TryTake("alice", perMinute: 4)).ShouldBe(4);
    }

    [Fact]
    public void one_key_does_not_use_up_anothers_minute()
    {
        var table = new LimiterTable<string>(capacity: 10, shared: 2);
        table.TryTake("alice", perMinute: 1).ShouldBeTrue();
        table.TryTake("alice", perMinute: 1).ShouldBeFalse();

        table.TryTake("bob", perMinute: 1).ShouldBeTrue();
    }

    [Fact]
    public async Task a_bucket_refills_as_time_goes_by()
    {
        // A call every 20 milliseconds: the condition is awaited, however slow the machine is.
        const int PerMinute = 3000;
        var table = new LimiterTable<string>(capacity: 10, shared: 2);
        while (table.TryTake("alice", PerMinute))
        {
        }

        while (!table.TryTake("alice", PerMinute))
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void keys_beyond_the_capacity_share_a_bounded_number_of_buckets()
    {
        var table = new LimiterTable<int>(capacity: 10, shared: 4);
        for (var key = 0; key < 1000; key++)
            table.TryTake(key, perMinute: 2);

        table.Count.ShouldBe(14);
        Enumerable.Range(1000, 100).Count(key => table.TryTake(key, perMinute: 2)).ShouldBe(0, "the shared buckets are used up");
        table.TryTake(5, perMinute: 2).ShouldBeTrue("a key that has a bucket of its own keeps it");
    }

    [Fact]
    public async Task buckets_that_are_full_again_make_room()
    {
        // A bucket is full again after a millisecond.
        const int PerMinute = 60_000;
        var table = new LimiterTable<int>(capacity: 10, shared: 4);
        for (var key = 0; key < 10; key++)
            table.TryTake(key, PerMinute);

        for (var next = 10; table.OwnCount == 10; next++)
        {
            table.TryTake(next, PerMinute);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
