using System.Security.Cryptography;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>A COSE signature algorithm that registrations may use (IANA "COSE Algorithms"; section 5.8.5 of WebAuthn).</summary>
/// <param name="Id">The COSE algorithm identifier.</param>
/// <param name="Name">Its name in the registry.</param>
public abstract record SignatureAlgorithm(int Id, string Name)
{
    private static readonly SignatureAlgorithm[] All =
    [
        new Ecdsa(-7, "ES256", EllipticCurve.P256, HashAlgorithmName.SHA256),
        new Ecdsa(-9, "ESP256", EllipticCurve.P256, HashAlgorithmName.SHA256),
        new Ecdsa(-35, "ES384", EllipticCurve.P384, HashAlgorithmName.SHA384),
        new Ecdsa(-51, "ESP384", EllipticCurve.P384, HashAlgorithmName.SHA384),
        new Ecdsa(-36, "ES512", EllipticCurve.P521, HashAlgorithmName.SHA512),
        new Ecdsa(-52, "ESP512", EllipticCurve.P521, HashAlgorithmName.SHA512),
        new Ecdsa(-47, "ES256K", EllipticCurve.Secp256K1, HashAlgorithmName.SHA256),
        new RsaSignature(-257, "RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        new RsaSignature(-258, "RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new RsaSignature(-259, "RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        new RsaSignature(-37, "PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new RsaSignature(-38, "PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        new RsaSignature(-39, "PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
    ];

    /// <summary>The algorithm with this COSE identifier; null: not one that is supported here.</summary>
    public static SignatureAlgorithm? ById(int id)
    {
        foreach (var algorithm in All)
        {
            if (algorithm.Id == id)
                return algorithm;
        }

        return null;
    }

    public override string ToString() => $"{Name} ({Id})";

    /// <summary>ECDSA; a credential key must be on <paramref name="Curve"/>, signatures are ASN.1 (section 6.5.5).</summary>
    internal sealed record Ecdsa(int Id, string Name, EllipticCurve Curve, HashAlgorithmName Hash) : SignatureAlgorithm(Id, Name);

    internal sealed record RsaSignature(int Id, string Name, HashAlgorithmName Hash, RSASignaturePadding Padding)
        : SignatureAlgorithm(Id, Name);
}
