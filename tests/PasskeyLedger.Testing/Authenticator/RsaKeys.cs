using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>RSA keys: COSE key type 3, RFC 8230 section 4.</summary>
public static class RsaKeys
{
    public const long ModulusLabel = -1;
    public const long ExponentLabel = -2;

    private static readonly Dictionary<long, Family> Families = new()
    {
        [CoseAlgorithm.RS256] = new(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        [CoseAlgorithm.RS384] = new(HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        [CoseAlgorithm.RS512] = new(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        [CoseAlgorithm.RS1] = new(HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
        [CoseAlgorithm.PS256] = new(HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        [CoseAlgorithm.PS384] = new(HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        [CoseAlgorithm.PS512] = new(HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
    };

    public static IReadOnlyCollection<long> Algorithms => Families.Keys;

    public static AuthenticatorKey Create(long algorithm, int bits = 2048) => From(RSA.Create(bits), algorithm);

    /// <summary>A key made elsewhere; it lives as long as the result is used.</summary>
    public static AuthenticatorKey From(RSA key, long algorithm)
    {
        var family = Families[algorithm];
        var numbers = key.ExportParameters(includePrivateParameters: false);
        var cose = new CborMap()
            .With(1, Cbor.Integer(3))
            .With(3, Cbor.Integer(algorithm))
            .With(ModulusLabel, Cbor.Bytes(numbers.Modulus))
            .With(ExponentLabel, Cbor.Bytes(numbers.Exponent));
        return new AuthenticatorKey(
            algorithm,
            cose,
            key.ExportSubjectPublicKeyInfo(),
            data => key.SignData(data, family.Hash, family.Padding))
        {
            Hash = family.Hash,
        };
    }

    private sealed record Family(HashAlgorithmName Hash, RSASignaturePadding Padding);
}
