namespace PasskeyLedger.WebAuthn.Tests;

public sealed class OriginPolicyTests
{
    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com:8443")]
    [InlineData("https://login.example.com")]
    [InlineData("https://a.b.example.com:1")]
    [InlineData("https://listed.example.org")]
    [InlineData("http://intranet:8080")]
    [InlineData("android:apk-key-hash:abc")]
    public void an_origin_of_the_relying_party_or_a_listed_one_is_allowed(string origin) =>
        Allows(origin, "example.com").ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("http://example.com")]
    [InlineData("HTTPS://example.com")]
    [InlineData("https://EXAMPLE.com")]
    [InlineData("https://example.org")]
    [InlineData("https://com")]
    [InlineData("https://evilexample.com")]
    [InlineData("https://example.com.evil.org")]
    [InlineData("https://evil.org/example.com")]
    [InlineData("https://evil.org/.example.com")]
    [InlineData("https://evil.org?.example.com")]
    [InlineData("https://evil.org#.example.com")]
    [InlineData("https://evil.org\\.example.com")]
    [InlineData("https://user@example.com")]
    [InlineData("https://.example.com")]
    [InlineData("https://a..example.com")]
    [InlineData("https://example.com.")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com:")]
    [InlineData("https://example.com:0")]
    [InlineData("https://example.com:080")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://example.com:99999999999")]
    [InlineData("https://example.com:1:1")]
    [InlineData("https://example.com:+1")]
    [InlineData("https://\u0435xample.com")]
    [InlineData("https://listed.example.org:443")]
    [InlineData("https://sub.listed.example.org")]
    [InlineData("http://localhost")]
    [InlineData("android:apk-key-hash:ABC")]
    [InlineData("null")]
    public void any_other_is_not(string origin) => Allows(origin, "example.com").ShouldBeFalse();

    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("https://localhost:44329", true)]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://evil.localhost", false)]
    [InlineData("http://localhost.evil.org", false)]
    public void localhost_needs_no_https(string origin, bool allowed) => Allows(origin, "localhost").ShouldBe(allowed);

    [Fact]
    public void pages_that_may_frame_the_ceremony_are_the_listed_ones_and_the_relying_partys_own()
    {
        static bool Top(string origin, params string[] listed) => OriginPolicy.AllowsTop(origin, "example.com", [], listed);

        Top("https://partner.example", "https://partner.example").ShouldBeTrue();
        Top("https://www.example.com", "https://partner.example").ShouldBeTrue();
        Top("https://other.example", "https://partner.example").ShouldBeFalse();
    }

    [Fact]
    public void with_no_page_listed_any_web_page_may_frame_it()
    {
        OriginPolicy.AllowsTop("https://other.example", "example.com", [], []).ShouldBeTrue();
        OriginPolicy.AllowsTop("file://other.example", "example.com", [], []).ShouldBeFalse();
        OriginPolicy.AllowsTop("", "example.com", [], []).ShouldBeFalse();
    }

    private static bool Allows(string origin, string relyingPartyId) =>
        OriginPolicy.Allows(origin, relyingPartyId, ["https://listed.example.org", "http://intranet:8080", "android:apk-key-hash:abc"]);
}
