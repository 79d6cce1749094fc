using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>A curve y^2 = x^3 + ax + b over a prime field, with cofactor 1: each of its points is a usable public key.</summary>
public sealed class EllipticCurve
{
    public static readonly EllipticCurve P256 = new(
        "P-256", coseId: 1, "1.2.840.10045.3.1.7", fieldLength: 32, a: -3,
        p: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    public static readonly EllipticCurve P384 = new(
        "P-384", coseId: 2, "1.3.132.0.34", fieldLength: 48, a: -3,
        p: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

    public static readonly EllipticCurve P521 = new(
        "P-521", coseId: 3, "1.3.132.0.35", fieldLength: 66, a: -3,
        p: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        b: "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e1"
            + "56193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00");

    public static readonly EllipticCurve Secp256K1 = new(
        "secp256k1", coseId: 8, "1.3.132.0.10", fieldLength: 32, a: 0,
        p: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
        b: "0000000000000000000000000000000000000000000000000000000000000007");

    private static readonly EllipticCurve[] All = [P256, P384, P521, Secp256K1];

    private readonly BigInteger p;
    private readonly BigInteger a;
    private readonly BigInteger b;
    private readonly PrimeField256? field;

    private EllipticCurve(string name, int coseId, string oid, int fieldLength, int a, string p, string b)
    {
        Name = name;
        CoseId = coseId;
        Oid = oid;
        FieldLength = fieldLength;
        Native = ECCurve.CreateFromValue(oid);
        this.a = a;
        this.p = Hexadecimal(p);
        this.b = Hexadecimal(b);
        field = fieldLength == 32 ? new PrimeField256(this.p, this.a, this.b) : null;
    }

    public string Name { get; }

    /// <summary>Its number among the COSE elliptic curves.</summary>
    public int CoseId { get; }

    public string Oid { get; }

    /// <summary>The length of a coordinate in bytes.</summary>
    public int FieldLength { get; }

    internal ECCurve Native { get; }

    public static EllipticCurve? ByOid(string oid) => Array.Find(All, curve => curve.Oid == oid);

    /// <summary>Whether (<paramref name="x"/>, <paramref name="y"/>), unsigned and big-endian, is a point of the curve.</summary>
    /// <remarks>
    /// Asked here and not left to a signature's verification: a key that comes without a signature (format none) must be a key too.
    /// </remarks>
    public bool Contains(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != FieldLength || y.Length != FieldLength)
            return false;
        return field?.Contains(x, y) ?? ContainsByDefinition(x, y);
    }

    /// <summary>The same by the equation as it is written down, of coordinates of the right length.</summary>
    internal bool ContainsByDefinition(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var px = new BigInteger(x, isUnsigned: true, isBigEndian: true);
        var py = new BigInteger(y, isUnsigned: true, isBigEndian: true);
        return px < p && py < p && (((((px * px) + a) * px) + b - (py * py)) % p).IsZero;
    }

    public override string ToString() => Name;

    private static BigInteger Hexadecimal(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
