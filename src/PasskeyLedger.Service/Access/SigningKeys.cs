using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// The keys of a JWK set (RFC 7517, section 5) that can check an access token: RSA of 2048 bits or more for RS256,
/// P-256 for ES256, each with a <c>kid</c>. Keys of other kinds and uses are passed over.
/// </summary>
public sealed class SigningKeys
{
    /// <summary>What <see cref="TryRead"/> may be given at the most.</summary>
    public const int MaximumLength = 512 * 1024;

    private const int MinimumRsaBits = 2048;

    private readonly FrozenDictionary<(string KeyId, string Algorithm), JsonWebKey> keys;
    private readonly byte[] digest;

    private SigningKeys(Dictionary<(string KeyId, string Algorithm), JsonWebKey> keys, byte[] digest)
    {
        this.keys = keys.ToFrozenDictionary();
        this.digest = digest;
    }

    /// <summary>The <c>kid</c> of each key.</summary>
    public IEnumerable<string> KeyIds => keys.Keys.Select(key => key.KeyId);

    /// <summary>Reads a JWK set. It must hold a key that can be used.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="keys">The keys, where the answer is true.</param>
    /// <param name="fault">What is wrong with the set, in words, where the answer is false. Holds nothing of the set.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out SigningKeys? keys, [NotNullWhen(false)] out string? fault)
    {
        keys = null;
        fault = null;
        if (json.Length > MaximumLength)
        {
            fault = $"is longer than {MaximumLength} bytes";
            return false;
        }

        var usable = new Dictionary<(string, string), JsonWebKey>();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var members)
                || members.ValueKind != JsonValueKind.Array)
            {
                fault = "is not a JWK set";
                return false;
            }

            foreach (var member in members.EnumerateArray())
            {
                if (ReadKey(member) is { } key)
                    usable.TryAdd((key.Kid, key.Alg), key);
            }
        }
        catch (JsonException)
        {
            fault = "is not JSON";
            return false;
        }

        if (usable.Count == 0)
        {
            fault = "holds no key for RS256 (RSA of 2048 bits or more) or ES256 (P-256) that has a kid";
            return false;
        }

        keys = new SigningKeys(usable, SHA256.HashData(json.Span));
        return true;
    }

    /// <summary>The key that signs with an algorithm under a <c>kid</c>.</summary>
    public bool TryFind(string keyId, string algorithm, [NotNullWhen(true)] out SecurityKey? key)
    {
        var found = keys.TryGetValue((keyId, algorithm), out var webKey);
        key = webKey;
        return found;
    }

    /// <summary>Whether both were read from the same bytes.</summary>
    public bool IsSameAs(SigningKeys other) => digest.AsSpan().SequenceEqual(other.digest);

    private static JsonWebKey? ReadKey(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.Object
            || Text(member, "kid") is not { Length: > 0 } keyId
            || Text(member, "use") is not (null or "sig"))
            return null;

        // Made of the public members alone: a set that holds a private key by mistake is not kept in memory.
        var key = Text(member, "kty") switch
        {
            "RSA" => new JsonWebKey
            {
                Kty = "RSA", Kid = keyId, Alg = SecurityAlgorithms.RsaSha256, N = Text(member, "n"), E = Text(member, "e"),
            },
            "EC" when Text(member, "crv") == "P-256" => new JsonWebKey
            {
                Kty = "EC", Kid = keyId, Alg = SecurityAlgorithms.EcdsaSha256, Crv = "P-256", X = Text(member, "x"), Y = Text(member, "y"),
            },
            _ => null,
        };
        return key is not null && Text(member, "alg") is var named && (named is null || named == key.Alg) && CanVerify(key) ? key : null;
    }

    private static bool CanVerify(JsonWebKey key)
    {
        try
        {
            if (key.Kty == "EC")
            {
                using var ec = ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
                });
                return ec.KeySize == 256;
            }

            using var rsa = RSA.Create(new RSAParameters
            {
                Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E),
            });
            return rsa.KeySize >= MinimumRsaBits;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement member, string name) =>
        member.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
