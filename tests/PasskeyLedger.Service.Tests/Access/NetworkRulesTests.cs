using System.Net;
using Microsoft.AspNetCore.Http;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class NetworkRulesTests
{
    [Fact]
    public void without_rules_everybody_is_allowed() => new NetworkRules([]).Denial(From("203.0.113.7")).ShouldBeNull();

    [Fact]
    public void an_address_in_a_denied_range_is_denied_and_told_apart_by_the_rule()
    {
        var rules = new NetworkRules([Deny("198.51.100.0/24"), Deny("203.0.113.0/24")]);

        rules.Denial(From("203.0.113.7")).ShouldBe("network rule 1 denies addresses in 203.0.113.0/24");
        rules.Denial(From("203.0.114.7")).ShouldBeNull();
        rules.Denial(From("2001:db8::1")).ShouldBeNull();
    }

    [Fact]
    public void the_first_rule_that_matches_decides()
    {
        var rules = new NetworkRules([Allow("203.0.113.7"), Deny("203.0.113.0/24"), Allow("203.0.113.8")]);

        rules.Denial(From("203.0.113.7")).ShouldBeNull();
        rules.Denial(From("203.0.113.8")).ShouldNotBeNull();
    }

    [Fact]
    public void all_but_one_network_can_be_denied()
    {
        var rules = new NetworkRules([Allow("10.0.0.0/8"), Deny("0.0.0.0/0"), Deny("::/0")]);

        rules.Denial(From("10.1.2.3")).ShouldBeNull();
        rules.Denial(From("203.0.113.7")).ShouldNotBeNull();
        rules.Denial(From("2001:db8::1")).ShouldNotBeNull();
    }

    [Fact]
    public void an_ipv4_address_is_the_same_when_it_arrives_as_ipv6()
    {
        new NetworkRules([Deny("203.0.113.0/24")]).Denial(From("::ffff:203.0.113.7")).ShouldNotBeNull();
        new NetworkRules([Deny("::ffff:203.0.113.0/120")]).Denial(From("203.0.113.7")).ShouldNotBeNull();
        new NetworkRules([Deny("::/0")]).Denial(From("::ffff:203.0.113.7")).ShouldBeNull();
    }

    [Fact]
    public void an_address_that_is_not_known_is_denied_where_any_is_and_never_allowed()
    {
        new NetworkRules([Deny("203.0.113.0/24")]).Denial(From(null)).ShouldNotBeNull();
        new NetworkRules([Allow("0.0.0.0/0"), Deny("203.0.113.0/24")]).Denial(From(null)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("curl/8.5.0", true)]
    [InlineData("libCURL", true)]
    [InlineData("Mozilla/5.0", false)]
    [InlineData(null, false)]
    public void a_header_matches_by_what_it_holds(string? userAgent, bool isDenied)
    {
        var rules = new NetworkRules([new NetworkRule { Action = NetworkAction.Deny, Header = "User-Agent", Contains = "curl" }]);
        var headers = new HeaderDictionary();
        if (userAgent is not null)
            headers["user-agent"] = userAgent;

        rules.Denial(From("203.0.113.7", headers)).ShouldBe(isDenied ? "network rule 0 denies User-Agent with 'curl'" : null);
    }

    [Fact]
    public void each_value_of_a_header_is_looked_at()
    {
        var rules = new NetworkRules([new NetworkRule { Action = NetworkAction.Deny, Header = "X-Via", Contains = "bad" }]);

        rules.Denial(From("203.0.113.7", new HeaderDictionary { ["X-Via"] = new(["good", "bad"]) })).ShouldNotBeNull();
    }

    private static NetworkRule Deny(string range) => new() { Action = NetworkAction.Deny, Cidr = range };

    private static NetworkRule Allow(string range) => new() { Action = NetworkAction.Allow, Cidr = range };

    private static CallOrigin From(string? address, HeaderDictionary? headers = null) => new()
    {
        Address = address is null ? null : IPAddress.Parse(address), Headers = headers ?? [], RequestId = "request",
    };
}
