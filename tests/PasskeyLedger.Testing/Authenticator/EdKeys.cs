namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// Edwards curve keys: COSE key type 1 (OKP), RFC 9053 section 7.2. .NET has no type for them, OpenSSL has (<see cref="LibCrypto"/>).
/// </summary>
public static class EdKeys
{
    public const long CurveLabel = -1;
    public const long XLabel = -2;

    private static readonly Dictionary<long, Family> Families = new()
    {
        [CoseAlgorithm.EdDSA] = new(CoseCurve: 6, LibCrypto.Ed25519, Oid: "1.3.101.112"),
        [CoseAlgorithm.Ed448] = new(CoseCurve: 7, LibCrypto.Ed448, Oid: "1.3.101.113"),
    };

    public static IReadOnlyCollection<long> Algorithms => Families.Keys;

    /// <summary>Whether this machine has OpenSSL's libcrypto.</summary>
    public static bool IsSupported => LibCrypto.IsPresent;

    /// <exception cref="NotSupportedException">This machine has no libcrypto.</exception>
    public static AuthenticatorKey Create(long algorithm)
    {
        var family = Families[algorithm];
        var key = LibCrypto.Generate(family.Type);
        var publicKey = LibCrypto.PublicKey(key);
        var cose = new CborMap()
            .With(1, Cbor.Integer(1))
            .With(3, Cbor.Integer(algorithm))
            .With(CurveLabel, Cbor.Integer(family.CoseCurve))
            .With(XLabel, Cbor.Bytes(publicKey));
        return new AuthenticatorKey(
            algorithm,
            cose,
            RawPublicKey.SubjectPublicKeyInfo(family.Oid, publicKey),
            data => LibCrypto.Sign(key, data));
    }

    private sealed record Family(long CoseCurve, int Type, string Oid);
}
