using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>Elliptic curve keys: COSE key type 2 (EC2), RFC 9053 section 7.1.1.</summary>
public static class EcKeys
{
    public const long CurveLabel = -1;
    public const long XLabel = -2;
    public const long YLabel = -3;

    private const string Secp256k1 = "1.3.132.0.10";

    private static readonly Dictionary<long, Family> Families = new()
    {
        [CoseAlgorithm.ES256] = new(1, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        [CoseAlgorithm.ES384] = new(2, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        [CoseAlgorithm.ES512] = new(3, ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        [CoseAlgorithm.ES256K] = new(8, ECCurve.CreateFromValue(Secp256k1), HashAlgorithmName.SHA256),
    };

    public static IReadOnlyCollection<long> Algorithms => Families.Keys;

    public static AuthenticatorKey Create(long algorithm) => From(ECDsa.Create(Families[algorithm].Curve), algorithm);

    /// <summary>A key made elsewhere. It must be on the algorithm's curve, and lives as long as the result is used.</summary>
    public static AuthenticatorKey From(ECDsa key, long algorithm)
    {
        var family = Families[algorithm];
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborMap()
            .With(1, Cbor.Integer(2))
            .With(3, Cbor.Integer(algorithm))
            .With(CurveLabel, Cbor.Integer(family.CoseCurve))
            .With(XLabel, Cbor.Bytes(point.X))
            .With(YLabel, Cbor.Bytes(point.Y));
        return new AuthenticatorKey(
            algorithm,
            cose,
            key.ExportSubjectPublicKeyInfo(),
            data => key.SignData(data, family.Hash, DSASignatureFormat.Rfc3279DerSequence))
        {
            Hash = family.Hash,
        };
    }

    private sealed record Family(long CoseCurve, ECCurve Curve, HashAlgorithmName Hash);
}
