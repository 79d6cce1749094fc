using System.Security.Cryptography;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>A COSE signature algorithm that registrations may use (IANA "COSE Algorithms"; section 5.8.5 of WebAuthn).</summary>
/// <param name="Id">The COSE algorithm identifier.</param>
/// <param name="Name">Its name in the registry.</param>
public abstract record SignatureAlgorithm(int Id, string Name)
{
    internal static readonly SignatureAlgorithm ES256 = new Ecdsa(-7, "ES256", EllipticCurve.P256, HashAlgorithmName.SHA256);

    private static readonly SignatureAlgorithm[] All =
    [
        ES256,
        new Ecdsa(-9, "ESP256", EllipticCurve.P256, HashAlgorithmName.SHA256) { FixesCurve = true },
        new Ecdsa(-35, "ES384", EllipticCurve.P384, HashAlgorithmName.SHA384),
        new Ecdsa(-51, "ESP384", EllipticCurve.P384, HashAlgorithmName.SHA384) { FixesCurve = true },
        new Ecdsa(-36, "ES512", EllipticCurve.P521, HashAlgorithmName.SHA512),
        new Ecdsa(-52, "ESP512", EllipticCurve.P521, HashAlgorithmName.SHA512) { FixesCurve = true },
        new Ecdsa(-47, "ES256K", EllipticCurve.Secp256K1, HashAlgorithmName.SHA256) { FixesCurve = true },
        new RsaSignature(-257, "RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        new RsaSignature(-258, "RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new RsaSignature(-259, "RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        new RsaSignature(-37, "PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new RsaSignature(-38, "PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        new RsaSignature(-39, "PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        new RsaSignature(-65535, "RS1", HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
        // Section 5.8.5: a key of EdDSA is on Ed25519, although COSE would let it be on another curve.
        new EdwardsSignature(-8, "EdDSA", EdwardsCurve.Ed25519),
        new EdwardsSignature(-19, "Ed25519", EdwardsCurve.Ed25519),
        new EdwardsSignature(-53, "Ed448", EdwardsCurve.Ed448),
        new LatticeSignature(-48, "ML-DSA-44", MLDsaAlgorithm.MLDsa44),
        new LatticeSignature(-49, "ML-DSA-65", MLDsaAlgorithm.MLDsa65),
        new LatticeSignature(-50, "ML-DSA-87", MLDsaAlgorithm.MLDsa87),
    ];

    /// <summary>The COSE identifiers of all that are known here.</summary>
    public static IReadOnlyList<int> Ids { get; } = [.. All.Select(algorithm => algorithm.Id)];

    /// <summary>
    /// Whether signatures can be verified on this machine. Where they can't, keys are still read and judged: a registration whose
    /// attestation isn't signed with the credential's key needs no more.
    /// </summary>
    public abstract bool CanVerify { get; }

    /// <summary>The hash that the algorithm signs; null: it signs the message itself.</summary>
    internal abstract HashAlgorithmName? Digest { get; }

    /// <summary>Whether a relying party may offer it: it can be verified on this machine, and does not rest on SHA-1.</summary>
    public bool CanBeOffered => CanVerify && !UsesSha1;

    internal bool UsesSha1 => Digest == HashAlgorithmName.SHA1;

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
    internal sealed record Ecdsa(int Id, string Name, EllipticCurve Curve, HashAlgorithmName Hash) : SignatureAlgorithm(Id, Name)
    {
        /// <summary>
        /// Whether keys of certificates, too, must be on <paramref name="Curve"/>, as RFC 9864 and RFC 8812 have it. Those of RFC 9053 leave
        /// the curve to the key.
        /// </summary>
        public bool FixesCurve { get; init; }

        public override bool CanVerify => true;

        internal override HashAlgorithmName? Digest => Hash;

        public override string ToString() => base.ToString();
    }

    internal sealed record RsaSignature(int Id, string Name, HashAlgorithmName Hash, RSASignaturePadding Padding)
        : SignatureAlgorithm(Id, Name)
    {
        public override bool CanVerify => true;

        internal override HashAlgorithmName? Digest => Hash;

        public override string ToString() => base.ToString();
    }

    /// <summary>EdDSA without a prehash (RFC 8032).</summary>
    internal sealed record EdwardsSignature(int Id, string Name, EdwardsCurve Curve) : SignatureAlgorithm(Id, Name)
    {
        public override bool CanVerify => LibCrypto.IsAvailable;

        internal override HashAlgorithmName? Digest => null;

        public override string ToString() => base.ToString();
    }

    /// <summary>ML-DSA without a prehash and with an empty context (FIPS 204).</summary>
    internal sealed record LatticeSignature(int Id, string Name, MLDsaAlgorithm Parameters) : SignatureAlgorithm(Id, Name)
    {
        public override bool CanVerify => MLDsa.IsSupported;

        internal override HashAlgorithmName? Digest => null;

        public override string ToString() => base.ToString();
    }
}
