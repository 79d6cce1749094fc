using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Tests.Ledger;

public sealed class UserCacheTests
{
    [Fact]
    public void past_its_bounds_who_was_not_asked_for_the_longest_is_forgotten()
    {
        var cache = new UserCache(new UserCacheSettings(MostUsers: 3, MostMegabytes: 1));
        foreach (var number in new[] { 1, 2, 3 })
            cache.Keep(Stream(number), At(version: number));

        cache.Find(Stream(1)).ShouldNotBeNull();
        cache.Keep(Stream(4), At(version: 4));

        cache.Count.ShouldBe(3);
        cache.Find(Stream(2)).ShouldBeNull();
        foreach (var number in new[] { 1, 3, 4 })
            cache.Find(Stream(number)).ShouldNotBeNull().Version.ShouldBe(number);
    }

    [Fact]
    public void it_takes_no_more_memory_than_it_may()
    {
        var cache = new UserCache(new UserCacheSettings(MostUsers: 1_000_000, MostMegabytes: 1));
        for (var number = 0; number < 10_000; number++)
            cache.Keep(Stream(number), At(version: 1));

        // An empty state counts with some 500 bytes.
        cache.Count.ShouldBeInRange(1000, 4000);
        cache.Find(Stream(9_999)).ShouldNotBeNull();
        cache.Find(Stream(0)).ShouldBeNull();
    }

    [Fact]
    public void of_two_states_the_later_one_stays()
    {
        var cache = new UserCache(new UserCacheSettings(MostUsers: 3, MostMegabytes: 1));
        cache.Keep(Stream(1), At(version: 5));
        cache.Keep(Stream(1), At(version: 4));
        cache.Find(Stream(1)).ShouldBe(At(version: 5));

        cache.Keep(Stream(1), At(version: 6));
        cache.Find(Stream(1)).ShouldBe(At(version: 6));
        cache.Count.ShouldBe(1);

        cache.Forget(Stream(1));
        cache.Keep(Stream(1), At(version: 2));
        cache.Find(Stream(1)).ShouldBe(At(version: 2), "what was forgotten no longer counts");
        cache.Clear();
        cache.Find(Stream(1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void with_nothing_allowed_it_holds_nothing(int users, int megabytes)
    {
        var cache = new UserCache(new UserCacheSettings(users, megabytes));
        cache.Keep(Stream(1), At(version: 1));

        cache.Find(Stream(1)).ShouldBeNull();
        cache.Count.ShouldBe(0);
    }

    private static StreamId Stream(int number) => LedgerStreams.User("pool", $"user-{number}");

    private static LoadedUser At(long version) => new(UserPasskeys.None, version);
}
