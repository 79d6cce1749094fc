using System.Formats.Cbor;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The credential public key: step 20, section 6.5.1.1, RFC 9052 and RFC 9053.</content>
public sealed partial class AuthenticatorFault
{
    private static readonly byte[] AllOnes = [.. Enumerable.Repeat((byte)0xFF, 32)];
    private static readonly Lazy<AuthenticatorKey> ShortRsaKey = new(() => RsaKeys.Create(CoseAlgorithm.RS256, bits: 1024));

    /// <summary>Breaks step 20: the algorithm is one that was offered.</summary>
    public static AuthenticatorFault AlgorithmNotOffered { get; } = new(FaultGroup.PublicKey, "the key is for ES384")
    {
        OnlyWhere = "ES384 is not offered",
        Configuration = it => it with { Algorithm = CoseAlgorithm.ES384, Key = null },
    };

    /// <summary>Breaks step 20: the algorithm is one that was offered.</summary>
    public static AuthenticatorFault AlgorithmUnknown { get; } = new(
        FaultGroup.PublicKey,
        "the key's algorithm is a number that stands for nothing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(3, Cbor.Integer(-9999)),
    };

    /// <summary>Breaks section 5.8.5: a key for ES256 has type EC2.</summary>
    public static AuthenticatorFault KeyTypeOfAnotherAlgorithm { get; } = new(
        FaultGroup.PublicKey,
        "the key has type RSA and algorithm ES256")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(1, Cbor.Integer(3)),
    };

    /// <summary>Breaks section 5.8.5: a key for RS256 has type RSA.</summary>
    public static AuthenticatorFault KeyAlgorithmOfAnotherType { get; } = new(
        FaultGroup.PublicKey,
        "the key is an elliptic curve's and its algorithm is RS256")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(3, Cbor.Integer(CoseAlgorithm.RS256)),
    };

    /// <summary>Breaks section 5.8.5: a key for ES256 is on P-256.</summary>
    public static AuthenticatorFault CurveOfAnotherAlgorithm { get; } = new(
        FaultGroup.PublicKey,
        "the curve is P-384 and the algorithm is ES256")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.CurveLabel, Cbor.Integer(2)),
    };

    /// <summary>Breaks section 5.8.5: a key for ES256 is on P-256.</summary>
    public static AuthenticatorFault CurveUnknown { get; } = new(FaultGroup.PublicKey, "the curve is a number that stands for nothing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.CurveLabel, Cbor.Integer(9999)),
    };

    /// <summary>Breaks RFC 9052 section 7.1: kty is required.</summary>
    public static AuthenticatorFault KeyTypeMissing { get; } = new(FaultGroup.PublicKey, "kty is missing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.Without(1),
    };

    /// <summary>Breaks section 6.5.1.1: alg is required.</summary>
    public static AuthenticatorFault KeyAlgorithmMissing { get; } = new(FaultGroup.PublicKey, "alg is missing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.Without(3),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: crv is required.</summary>
    public static AuthenticatorFault CurveMissing { get; } = new(FaultGroup.PublicKey, "crv is missing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.Without(EcKeys.CurveLabel),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: x is required.</summary>
    public static AuthenticatorFault XMissing { get; } = new(FaultGroup.PublicKey, "x is missing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.Without(EcKeys.XLabel),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: y is required for a public key that is not compressed.</summary>
    public static AuthenticatorFault YMissing { get; } = new(FaultGroup.PublicKey, "y is missing")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.Without(EcKeys.YLabel),
    };

    /// <summary>Breaks section 5.8.5: points are not compressed.</summary>
    public static AuthenticatorFault PointCompressed { get; } = new(FaultGroup.PublicKey, "y is a sign bit")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.YLabel, Cbor.Boolean(true)),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: x is a byte string.</summary>
    public static AuthenticatorFault XIsText { get; } = new(FaultGroup.PublicKey, "x is a text string")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.XLabel, Cbor.Text(new string('x', 32))),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: a coordinate has the field's length.</summary>
    public static AuthenticatorFault CoordinateTooShort { get; } = new(FaultGroup.PublicKey, "x has 31 bytes")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.XLabel, Cbor.Bytes(Number(it, EcKeys.XLabel)[1..])),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: a coordinate has the field's length.</summary>
    public static AuthenticatorFault CoordinateTooLong { get; } = new(FaultGroup.PublicKey, "x has a zero byte before its 32")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.XLabel, Cbor.Bytes([0, .. Number(it, EcKeys.XLabel)])),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: the point is on the curve.</summary>
    public static AuthenticatorFault PointNotOnTheCurve { get; } = new(FaultGroup.PublicKey, "y is not the point's")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.YLabel, Cbor.Bytes(WithBitFlipped(Number(it, EcKeys.YLabel), at: 31))),
    };

    /// <summary>Breaks RFC 9053 section 7.1.1: the point is on the curve, which (0, 0) is not.</summary>
    public static AuthenticatorFault PointZero { get; } = new(FaultGroup.PublicKey, "both coordinates are zero")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.XLabel, Cbor.Bytes(new byte[32])).With(EcKeys.YLabel, Cbor.Bytes(new byte[32])),
    };

    /// <summary>Breaks section 2.1.1 of SEC 1: coordinates are below the field's prime.</summary>
    public static AuthenticatorFault CoordinateBeyondTheField { get; } = new(FaultGroup.PublicKey, "both coordinates are all ones")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.With(EcKeys.XLabel, Cbor.Bytes(AllOnes)).With(EcKeys.YLabel, Cbor.Bytes(AllOnes)),
    };

    /// <summary>Breaks section 6.5.1.1: a key has no optional parameter but alg.</summary>
    public static AuthenticatorFault KeyWithAnOptionalParameter { get; } = new(FaultGroup.PublicKey, "the key has a kid")
    {
        OnlyWhere = "the verifier holds authenticators to section 6.5.1.1",
        Configuration = WithES256Key,
        PublicKey = it => it.With(2, Cbor.Bytes([1, 2, 3])),
    };

    /// <summary>Breaks section 6.5.1.1: what is attested is a public key.</summary>
    public static AuthenticatorFault KeyIsPrivate { get; } = new(FaultGroup.PublicKey, "the key has a private part")
    {
        OnlyWhere = "the verifier holds authenticators to section 6.5.1.1",
        Configuration = WithES256Key,
        PublicKey = it => it.With(-4, Cbor.Bytes(new byte[32])),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault KeyParameterTwice { get; } = new(FaultGroup.PublicKey, "alg is there twice")
    {
        Configuration = WithES256Key,
        PublicKey = it => it.And(Cbor.Integer(3), it[3]),
    };

    /// <summary>Breaks section 6.5.1.1: a key is in CTAP2 canonical form, so of definite length.</summary>
    public static AuthenticatorFault KeyOfIndefiniteLength { get; } = new(FaultGroup.PublicKey, "the key is a map of indefinite length")
    {
        OnlyWhere = "the verifier demands CTAP2 canonical CBOR",
        Configuration = WithES256Key,
        PublicKey = it => it with { IsIndefinite = true },
    };

    /// <summary>Breaks section 6.5.1.1: a key is in CTAP2 canonical form, so with integers as short as they can be.</summary>
    public static AuthenticatorFault KeyWithALongInteger { get; } = new(FaultGroup.PublicKey, "alg is written with eight bytes")
    {
        OnlyWhere = "the verifier demands CTAP2 canonical CBOR",
        Configuration = WithES256Key,
        PublicKey = it => it.With(3, Cbor.LongestInteger(CoseAlgorithm.ES256)),
    };

    /// <summary>Breaks section 6.5.1.1: a key is in CTAP2 canonical form, so in order.</summary>
    public static AuthenticatorFault KeyOutOfOrder { get; } = new(FaultGroup.PublicKey, "the key's parameters are in reverse")
    {
        OnlyWhere = "the verifier demands CTAP2 canonical CBOR",
        Configuration = WithES256Key,
        PublicKey = it => it with { Entries = [.. it.Entries.Reverse()] },
    };

    /// <summary>Breaks RFC 9052 section 7: a key is a map.</summary>
    public static AuthenticatorFault KeyNotAMap { get; } = new(FaultGroup.PublicKey, "the key is an array")
    {
        Configuration = WithES256Key,
        PublicKeyBytes = _ => Cbor.Array(Cbor.Integer(2), Cbor.Integer(CoseAlgorithm.ES256)),
    };

    /// <summary>Breaks RFC 9052 section 7.1: kty and the other parameters are needed.</summary>
    public static AuthenticatorFault KeyEmpty { get; } = new(FaultGroup.PublicKey, "the key is an empty map")
    {
        Configuration = WithES256Key,
        PublicKey = it => new CborMap(),
    };

    /// <summary>Breaks RFC 8949 section 3: the item is well-formed.</summary>
    public static AuthenticatorFault KeyIllFormed { get; } = new(FaultGroup.PublicKey, "the key begins with a reserved byte")
    {
        Configuration = WithES256Key,
        PublicKeyBytes = it => [0x1C, .. it[1..]],
    };

    /// <summary>Breaks section 6.1: nothing follows the key where ED is not set.</summary>
    public static AuthenticatorFault KeyTrailing { get; } = new(FaultGroup.PublicKey, "an empty map follows the key")
    {
        PublicKeyBytes = it => [.. it, 0xA0],
    };

    /// <summary>Breaks RFC 8230 section 6.1: an RSA key has 2048 bits or more.</summary>
    public static AuthenticatorFault RsaKeyTooShort { get; } = new(FaultGroup.PublicKey, "the RSA key has 1024 bits")
    {
        Configuration = it => it with { Key = ShortRsaKey.Value },
    };

    /// <summary>Breaks RFC 8230 section 6.1: an implementation bounds the size of an RSA key.</summary>
    public static AuthenticatorFault RsaKeyTooLong { get; } = new(FaultGroup.PublicKey, "the RSA modulus has 16384 bits")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.With(RsaKeys.ModulusLabel, Cbor.Bytes([.. Enumerable.Repeat((byte)0xFF, 2048)])),
    };

    /// <summary>Breaks RFC 8230 section 4: the modulus has no leading zeros.</summary>
    public static AuthenticatorFault RsaModulusWithLeadingZero { get; } = new(
        FaultGroup.PublicKey,
        "the RSA modulus begins with a zero byte")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.With(RsaKeys.ModulusLabel, Cbor.Bytes([0, .. Number(it, RsaKeys.ModulusLabel)])),
    };

    /// <summary>Breaks RFC 8017 section 3.1: the modulus is a product of odd primes.</summary>
    public static AuthenticatorFault RsaModulusEven { get; } = new(FaultGroup.PublicKey, "the RSA modulus is even")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.With(RsaKeys.ModulusLabel, Cbor.Bytes(WithBitFlipped(Number(it, RsaKeys.ModulusLabel), at: 255))),
    };

    /// <summary>Breaks RFC 8017 section 3.1: the exponent is 3 or more; with 1 every text is its own signature.</summary>
    public static AuthenticatorFault RsaExponentOne { get; } = new(FaultGroup.PublicKey, "the RSA exponent is 1")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.With(RsaKeys.ExponentLabel, Cbor.Bytes([1])),
    };

    /// <summary>Breaks RFC 8017 section 3.1: the exponent is odd.</summary>
    public static AuthenticatorFault RsaExponentEven { get; } = new(FaultGroup.PublicKey, "the RSA exponent is 65536")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.With(RsaKeys.ExponentLabel, Cbor.Bytes([1, 0, 0])),
    };

    /// <summary>Breaks RFC 8230 section 4: e is required.</summary>
    public static AuthenticatorFault RsaExponentMissing { get; } = new(FaultGroup.PublicKey, "the RSA exponent is missing")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.Without(RsaKeys.ExponentLabel),
    };

    /// <summary>Breaks RFC 8230 section 4: n is required.</summary>
    public static AuthenticatorFault RsaModulusMissing { get; } = new(FaultGroup.PublicKey, "the RSA modulus is missing")
    {
        Configuration = WithRS256Key,
        PublicKey = it => it.Without(RsaKeys.ModulusLabel),
    };

    private static SoftwareAuthenticator WithES256Key(SoftwareAuthenticator it) =>
        it.Key?.Algorithm == CoseAlgorithm.ES256 ? it : it with { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) };

    private static SoftwareAuthenticator WithRS256Key(SoftwareAuthenticator it) =>
        it.Key?.Algorithm == CoseAlgorithm.RS256 ? it : it with { Key = AuthenticatorKey.Shared(CoseAlgorithm.RS256) };

    private static byte[] Number(CborMap key, long label) => new CborReader(key[label]).ReadByteString();
}
