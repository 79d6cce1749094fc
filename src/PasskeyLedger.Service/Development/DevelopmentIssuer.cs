using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// Issues access tokens of the pool local_dev to whoever asks, with the claims of Cognito's. Exists in Development alone.
/// </summary>
public sealed class DevelopmentIssuer
{
    /// <summary>The longest name that a token is issued for.</summary>
    public const int MaximumUsernameLength = 128;

    /// <summary>What a name must be, as a sentence.</summary>
    public static readonly string UsernameForm =
        $"A username has 1 to {MaximumUsernameLength} characters, none of them a control character.";

    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly SigningCredentials credentials;
    private readonly string operatorScope;
    private readonly TimeProvider time;
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    private DevelopmentIssuer(string issuer, RSAParameters privateKey, string operatorScope, TimeProvider time)
    {
        Issuer = issuer;
        this.operatorScope = operatorScope;
        this.time = time;

        var key = new RsaSecurityKey(privateKey);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        KeySet = WriteKeySet(key.KeyId, privateKey);
        Keys = SigningKeys.TryRead(KeySet, out var keys, out var fault)
            ? keys
            : throw new InvalidOperationException($"The issuer's own key set {fault}.");
    }

    /// <summary>The tokens' <c>iss</c>: where the service is reached.</summary>
    public string Issuer { get; }

    /// <summary>The public key, for the verifier.</summary>
    public SigningKeys Keys { get; }

    /// <summary>The JWK set with the public key, as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> KeySet { get; }

    /// <summary>Opens the issuer with the key kept in a directory, made there where it is missing.</summary>
    /// <exception cref="DevelopmentDataException">The key's file cannot be read or written, or holds something else.</exception>
    public static DevelopmentIssuer Open(string issuer, string directory, string operatorScope, TimeProvider time) =>
        new(issuer, DevelopmentKeyFile.OpenOrCreate(directory), operatorScope, time);

    /// <summary>Whether a token can be issued for a name: 1 to 128 characters, none of them a control character.</summary>
    public static bool IsUsername(string? username) =>
        !string.IsNullOrWhiteSpace(username) && username.Length <= MaximumUsernameLength && !username.Any(char.IsControl);

    /// <summary>Issues a token that is valid for an hour.</summary>
    /// <param name="username">Its user; the same name always gets the same <c>sub</c>.</param>
    /// <param name="isOperator">Gives it the scope that opens the audit.</param>
    /// <exception cref="ArgumentException">No token can be issued for the name.</exception>
    public string IssueToken(string username, bool isOperator)
    {
        if (!IsUsername(username))
            throw new ArgumentException(UsernameForm, nameof(username));

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = SubOf(username),
                ["iss"] = Issuer,
                ["client_id"] = DevelopmentPool.ClientId,
                ["origin_jti"] = Guid.NewGuid().ToString(),
                ["event_id"] = Guid.NewGuid().ToString(),
                ["token_use"] = "access",
                ["scope"] = isOperator ? $"{AccessTokenVerifier.RequiredScope} {operatorScope}" : AccessTokenVerifier.RequiredScope,
                ["auth_time"] = now,
                ["exp"] = now + (long)Lifetime.TotalSeconds,
                ["iat"] = now,
                ["jti"] = Guid.NewGuid().ToString(),
                ["username"] = username,
            },
        });
    }

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) made of the name's SHA-256.</summary>
    private static string SubOf(string username)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{DevelopmentPool.Id}/{username}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    private static byte[] WriteKeySet(string keyId, RSAParameters key) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        keys = new[]
        {
            new
            {
                kty = "RSA",
                use = "sig",
                alg = SecurityAlgorithms.RsaSha256,
                kid = keyId,
                n = Base64UrlEncoder.Encode(key.Modulus),
                e = Base64UrlEncoder.Encode(key.Exponent),
            },
        },
    });
}
