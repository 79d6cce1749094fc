using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class SigningKeysTests : IDisposable
{
    private readonly TestIssuer issuer = new("https://issuer.example");

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void a_key_is_found_by_its_id_and_its_algorithm()
    {
        var keys = issuer.Keys;

        keys.TryFind("rsa-1", "RS256", out _).ShouldBeTrue();
        keys.TryFind("ec-1", "ES256", out _).ShouldBeTrue();
        keys.TryFind("rsa-1", "ES256", out _).ShouldBeFalse();
        keys.TryFind("rsa-1", "HS256", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("use", "enc")]
    [InlineData("alg", "RS512")]
    [InlineData("kid", "")]
    [InlineData("kty", "oct")]
    [InlineData("n", "not base64url!")]
    [InlineData("e", null)]
    public void an_rsa_key_that_cannot_check_a_token_is_passed_over(string member, string? value)
    {
        var key = issuer.RsaKey();
        if (value is null)
            key.Remove(member);
        else
            key[member] = value;

        var keys = TestIssuer.Read(Set(key, issuer.EcKey()));

        keys.KeyIds.ShouldBe(["ec-1"]);
    }

    [Fact]
    public void a_short_rsa_key_is_passed_over()
    {
        using var rsa = RSA.Create(1024);
        var key = issuer.RsaKey();
        key["n"] = TestIssuer.Encode(rsa.ExportParameters(includePrivateParameters: false).Modulus!);

        TestIssuer.Read(Set(key, issuer.EcKey())).KeyIds.ShouldBe(["ec-1"]);
    }

    [Fact]
    public void a_point_that_is_not_on_the_curve_is_passed_over()
    {
        var key = issuer.EcKey();
        key["x"] = TestIssuer.Encode(new byte[32]);

        TestIssuer.Read(Set(issuer.RsaKey(), key)).KeyIds.ShouldBe(["rsa-1"]);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("<html>", "is not JSON")]
    [InlineData("[]", "is not a JWK set")]
    [InlineData("""{"keys": {}}""", "is not a JWK set")]
    [InlineData("""{"keys": []}""", "holds no key")]
    [InlineData("""{"keys": [null, 1, {"kty": "RSA", "kid": "a"}]}""", "holds no key")]
    public void a_set_without_a_key_that_can_be_used_says_what_is_wrong(string json, string expected)
    {
        SigningKeys.TryRead(Encoding.UTF8.GetBytes(json), out _, out var fault).ShouldBeFalse();

        fault.ShouldNotBeNull().ShouldStartWith(expected);
    }

    private static byte[] Set(params Dictionary<string, object>[] keys) => JsonSerializer.SerializeToUtf8Bytes(new { keys });
}
