using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

/// <summary>Signs tokens with keys of its own, right ones and wrong ones, without the library that the service reads them with.</summary>
internal sealed class TestIssuer(string name) : IDisposable
{
    // Making an RSA key takes a tenth of a second: an issuer of the same name and key id gets the same one.
    private static readonly ConcurrentDictionary<string, RSAParameters> RsaKeys = new();

    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private RSA Rsa => field ??= RSA.Create(RsaKeys.GetOrAdd($"{Name} {RsaKeyId}", _ =>
    {
        using var made = RSA.Create(2048);
        return made.ExportParameters(includePrivateParameters: true);
    }));

    public string Name { get; } = name;

    public string RsaKeyId { get; init; } = "rsa-1";

    public string EcKeyId { get; init; } = "ec-1";

    public byte[] KeySet => JsonSerializer.SerializeToUtf8Bytes(new { keys = new[] { RsaKey(), EcKey() } });

    public SigningKeys Keys => Read(KeySet);

    public RSAParameters RsaParameters => Rsa.ExportParameters(includePrivateParameters: false);

    public static SigningKeys Read(byte[] keySet) =>
        SigningKeys.TryRead(keySet, out var keys, out var fault) ? keys : throw new InvalidOperationException(fault);

    public Dictionary<string, object> RsaKey()
    {
        var key = RsaParameters;
        return new()
        {
            ["kty"] = "RSA", ["kid"] = RsaKeyId, ["use"] = "sig", ["alg"] = "RS256", ["n"] = Encode(key.Modulus!), ["e"] = Encode(key.Exponent!),
        };
    }

    public Dictionary<string, object> EcKey()
    {
        var key = ec.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "EC", ["kid"] = EcKeyId, ["use"] = "sig", ["alg"] = "ES256",
            ["crv"] = "P-256", ["x"] = Encode(key.Q.X!), ["y"] = Encode(key.Q.Y!),
        };
    }

    /// <summary>The claims of a good access token; null takes one out.</summary>
    public Dictionary<string, object?> Claims(DateTimeOffset now, params (string Name, object? Value)[] changes)
    {
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = "f9a1c3de-0000-4000-8000-000000000001",
            ["iss"] = Name,
            ["client_id"] = "app",
            ["token_use"] = "access",
            ["scope"] = "openid aws.cognito.signin.user.admin",
            ["exp"] = now.ToUnixTimeSeconds() + 3600,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["username"] = "alice",
        };
        foreach (var (change, value) in changes)
        {
            claims[change] = value;
            if (value is null)
                claims.Remove(change);
        }

        return claims;
    }

    public string Rs256(object claims, params (string Name, object? Value)[] header) =>
        Sign(Header("RS256", RsaKeyId, header), claims, data => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string Es256(object claims, params (string Name, object? Value)[] header) =>
        Sign(Header("ES256", EcKeyId, header), claims, data => ec.SignData(data, HashAlgorithmName.SHA256));

    public string Hs256(object claims, byte[] key) => Sign(Header("HS256", RsaKeyId), claims, data => HMACSHA256.HashData(key, data));

    public string Unsigned(object claims) => Sign(Header("none", RsaKeyId), claims, _ => []);

    public string PublicKeyPem() => Rsa.ExportSubjectPublicKeyInfoPem();

    public void Dispose()
    {
        Rsa.Dispose();
        ec.Dispose();
    }

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64UrlEncoder.Encode(bytes.ToArray());

    private static Dictionary<string, object?> Header(string algorithm, string keyId, params (string Name, object? Value)[] changes)
    {
        var header = new Dictionary<string, object?> { ["alg"] = algorithm, ["kid"] = keyId };
        foreach (var (change, value) in changes)
        {
            header[change] = value;
            if (value is null)
                header.Remove(change);
        }

        return header;
    }

    private static string Sign(object header, object claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
