using System.Net;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class CallRatesTests
{
    private readonly CallRates rates = new(perAddressPerMinute: 1, perUserPerMinute: 1);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData(null, null, true)]
    [InlineData(null, "203.0.113.7", false)]
    public void addresses_of_one_subscriber_are_counted_together(string? first, string? second, bool isSame)
    {
        rates.AllowsAddress(Parse(first)).ShouldBeTrue();

        rates.AllowsAddress(Parse(second)).ShouldBe(!isSame);
    }

    [Fact]
    public void a_user_is_counted_in_each_pool_apart()
    {
        var pool = TestPools.Pool("one", "https://one.example");
        var other = TestPools.Pool("two", "https://two.example");

        rates.AllowsUser(Alice(pool), pool).ShouldBeTrue();
        rates.AllowsUser(Alice(pool), pool).ShouldBeFalse();
        rates.AllowsUser(Alice(other), other).ShouldBeTrue();
    }

    [Fact]
    public void a_pools_own_limit_goes_before_the_services()
    {
        var pool = TestPools.Pool("one", "https://one.example") with { RateLimits = new RateLimits { PerUserPerMinute = 3 } };

        Enumerable.Range(0, 5).Count(_ => rates.AllowsUser(Alice(pool), pool)).ShouldBe(3);
    }

    private static IPAddress? Parse(string? address) => address is null ? null : IPAddress.Parse(address);

    private static Caller Alice(UserPoolSettings pool) => new(new UserPoolId(pool.Id), new Sub("alice"), new ClientId("app"), "alice");
}
