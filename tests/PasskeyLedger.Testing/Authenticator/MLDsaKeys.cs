using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// ML-DSA keys of FIPS 204: COSE key type 7 (AKP), which holds the public key as it is (draft-ietf-cose-dilithium).
/// </summary>
public static class MLDsaKeys
{
    public const long PublicKeyLabel = -1;

    private const string Oid = "2.16.840.1.101.3.4.3.17";

    public static IReadOnlyCollection<long> Algorithms { get; } = [CoseAlgorithm.MLDsa44];

    /// <summary>Whether this machine's cryptography has ML-DSA: with OpenSSL from version 3.5 on.</summary>
    public static bool IsSupported => MLDsa.IsSupported;

    /// <exception cref="NotSupportedException">This machine has no ML-DSA.</exception>
    public static AuthenticatorKey Create(long algorithm)
    {
        if (!IsSupported)
            throw new NotSupportedException("This machine's cryptography has no ML-DSA (OpenSSL has it from version 3.5 on).");

        var key = MLDsa.GenerateKey(MLDsaAlgorithm.MLDsa44);
        var publicKey = key.ExportMLDsaPublicKey();
        var cose = new CborMap()
            .With(1, Cbor.Integer(7))
            .With(3, Cbor.Integer(algorithm))
            .With(PublicKeyLabel, Cbor.Bytes(publicKey));
        return new AuthenticatorKey(algorithm, cose, RawPublicKey.SubjectPublicKeyInfo(Oid, publicKey), data => key.SignData(data));
    }
}
