using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>
/// An issuer of RS256 access tokens as Cognito writes them, for users numbered from 0. A token is signed when it is first asked
/// for by <see cref="Prepare"/>, outside of what is measured.
/// </summary>
internal sealed class AccessTokens : IDisposable
{
    public const string Issuer = "https://issuer.benchmark.example";
    private const string KeyId = "benchmark";

    private readonly RSA key = RSA.Create(2048);
    private readonly List<string> tokens = [];
    private readonly string header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { kid = KeyId, alg = "RS256" }));

    public string this[int user] => tokens[user];

    /// <summary>A user's <c>sub</c>.</summary>
    public static string SubOf(int user) => $"00000000-0000-4000-8000-{user:x12}";

    /// <summary>The issuer's key as a JWK set.</summary>
    public string KeySetJson()
    {
        var publicKey = key.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    alg = "RS256",
                    use = "sig",
                    kid = KeyId,
                    n = Base64Url.EncodeToString(publicKey.Modulus),
                    e = Base64Url.EncodeToString(publicKey.Exponent),
                },
            },
        });
    }

    /// <summary>The issuer's key in PEM, as SubjectPublicKeyInfo.</summary>
    public string PublicKeyPem() => key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Makes the tokens of all users below a number that have none yet.</summary>
    public void Prepare(int users)
    {
        var first = tokens.Count;
        if (users <= first)
            return;
        var privateKey = key.ExportParameters(includePrivateParameters: true);
        var made = new string[users - first];
        Parallel.For(
            0,
            made.Length,
            () => RSA.Create(privateKey),
            (index, _, signer) =>
            {
                made[index] = Sign(signer, first + index);
                return signer;
            },
            signer => signer.Dispose());
        tokens.AddRange(made);
    }

    public void Dispose() => key.Dispose();

    private string Sign(RSA signer, int user)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            sub = SubOf(user),
            iss = Issuer,
            client_id = "1h57kf5cpq17m0eml12EXAMPLE",
            origin_jti = Guid.NewGuid(),
            event_id = Guid.NewGuid(),
            token_use = "access",
            scope = "aws.cognito.signin.user.admin",
            auth_time = now,
            iat = now,
            exp = now + 86_400,
            jti = Guid.NewGuid(),
            username = SubOf(user),
        });
        var signed = $"{header}.{Base64Url.EncodeToString(claims)}";
        var signature = signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
