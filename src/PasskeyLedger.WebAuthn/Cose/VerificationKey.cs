using System.Security.Cryptography;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>A public key that signatures are verified with, of a credential or of an attestation certificate.</summary>
internal abstract record VerificationKey
{
    private VerificationKey()
    {
    }

    /// <summary>A point that is known to be on its curve. Coordinates are as long as the curve's field.</summary>
    public sealed record Elliptic(EllipticCurve Curve, ReadOnlyMemory<byte> X, ReadOnlyMemory<byte> Y) : VerificationKey;

    /// <summary>Modulus and exponent, big-endian without leading zeros, in the ranges of <see cref="RsaRange"/>.</summary>
    public sealed record Rsa(ReadOnlyMemory<byte> Modulus, ReadOnlyMemory<byte> Exponent) : VerificationKey;

    /// <summary>A point that is known to be on its curve, in the form of RFC 8032.</summary>
    public sealed record Edwards(EdwardsCurve Curve, ReadOnlyMemory<byte> Point) : VerificationKey;

    /// <summary>An ML-DSA public key of the right length.</summary>
    public sealed record Lattice(MLDsaAlgorithm Parameters, ReadOnlyMemory<byte> Bytes) : VerificationKey;

    /// <summary>Whether both are one key.</summary>
    public bool IsSameAs(VerificationKey other) => (this, other) switch
    {
        (Elliptic one, Elliptic two) => one.Curve == two.Curve && Same(one.X, two.X) && Same(one.Y, two.Y),
        (Rsa one, Rsa two) => Same(one.Modulus, two.Modulus) && Same(one.Exponent, two.Exponent),
        (Edwards one, Edwards two) => one.Curve == two.Curve && Same(one.Point, two.Point),
        (Lattice one, Lattice two) => one.Parameters == two.Parameters && Same(one.Bytes, two.Bytes),
        _ => false,
    };

    /// <summary>Whether <paramref name="signature"/> over <paramref name="data"/> is this key's, by this algorithm.</summary>
    /// <returns>false for a key of another type than the algorithm's, too, and on another curve than one that the algorithm fixes.</returns>
    public bool Verifies(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return (algorithm, this) switch
            {
                (SignatureAlgorithm.Ecdsa ecdsa, Elliptic key) =>
                    (key.Curve == ecdsa.Curve || !ecdsa.FixesCurve) && Verify(key, ecdsa, data, signature),
                (SignatureAlgorithm.RsaSignature rsa, Rsa key) => Verify(key, rsa, data, signature),
                (SignatureAlgorithm.EdwardsSignature edwards, Edwards key) =>
                    key.Curve == edwards.Curve && LibCrypto.VerifyEdDsa(key.Curve.KeyType, key.Point.Span, data, signature),
                (SignatureAlgorithm.LatticeSignature lattice, Lattice key) =>
                    key.Parameters == lattice.Parameters && Verify(key, data, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // The platform refuses to work with the signature (or the key): then it has not verified it.
            return false;
        }
    }

    private static bool Verify(Elliptic key, SignatureAlgorithm.Ecdsa algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        key.Curve == EllipticCurve.P256 && algorithm.Hash == HashAlgorithmName.SHA256 && LibCryptoEs256.IsAvailable
            ? LibCryptoEs256.Verify(key.X.Span, key.Y.Span, data, signature)
            : VerifyByPlatform(key, algorithm, data, signature);

    /// <summary>With what .NET has on every platform; the fast path of ES256 must agree with it.</summary>
    internal static bool VerifyByPlatform(
        Elliptic key, SignatureAlgorithm.Ecdsa algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = key.Curve.Native,
            Q = new ECPoint { X = key.X.ToArray(), Y = key.Y.ToArray() },
        });
        return ecdsa.VerifyData(data, signature, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool Verify(Rsa key, SignatureAlgorithm.RsaSignature algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = key.Modulus.ToArray(), Exponent = key.Exponent.ToArray() });
        return rsa.VerifyData(data, signature, algorithm.Hash, algorithm.Padding);
    }

    private static bool Verify(Lattice key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!MLDsa.IsSupported)
            return false;
        using var mlDsa = MLDsa.ImportMLDsaPublicKey(key.Parameters, key.Bytes.Span);
        return mlDsa.VerifyData(data, signature);
    }

    private static bool Same(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> two) => one.Span.SequenceEqual(two.Span);
}

/// <summary>Which RSA keys are worth verifying with.</summary>
internal static class RsaRange
{
    /// <summary>2048 to 8192 bits: weaker keys can be factored, larger ones cost the verifier too much.</summary>
    public static bool HasModulus(ReadOnlySpan<byte> modulus)
    {
        if (modulus.IsEmpty || modulus[0] == 0 || (modulus[^1] & 1) == 0)
            return false;
        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        return bits is >= 2048 and <= 8192;
    }

    /// <summary>
    /// Odd and 3 at least (RFC 8017 section 3.1), and below 2^32, since its length is the verifier's work. FIPS 186-5 has larger ones alone, of
    /// who makes keys; with strict padding a small one is as good to verify with.
    /// </summary>
    public static bool HasExponent(ReadOnlySpan<byte> exponent) =>
        exponent.Length is >= 1 and <= sizeof(uint) && exponent[0] != 0 && (exponent[^1] & 1) == 1 && exponent is not [1];
}
