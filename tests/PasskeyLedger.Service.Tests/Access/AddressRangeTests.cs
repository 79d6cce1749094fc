using System.Net;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.0/24")]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7/32")]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7/128", "203.0.113.7/32")]
    [InlineData("::ffff:0:0/96", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    public void a_range_or_an_address_is_read(string text, string expected)
    {
        AddressRange.TryParse(text, out var range).ShouldBeTrue();

        range.ShouldBe(IPNetwork.Parse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.7/24")]
    [InlineData("2001:db8::1/32")]
    [InlineData("203.0.113")]
    [InlineData("::ffff:203.0.113.7/120")]
    [InlineData("::ffff:0.0.0.0/95")]
    [InlineData("10")]
    [InlineData("10/8")]
    [InlineData("example.com")]
    [InlineData("203.0.113.0/24 ")]
    [InlineData("203.0.113.0/-1")]
    public void anything_else_is_not(string text) => AddressRange.TryParse(text, out _).ShouldBeFalse();
}
