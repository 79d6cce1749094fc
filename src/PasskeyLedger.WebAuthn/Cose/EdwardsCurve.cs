using System.Globalization;
using System.Numerics;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>A curve ax^2 + y^2 = 1 + dx^2y^2 that EdDSA uses (RFC 8032 section 5).</summary>
internal sealed class EdwardsCurve
{
    public static readonly EdwardsCurve Ed25519 = new(
        "Ed25519", coseId: 6, "1.3.101.112", LibCrypto.Ed25519, keyLength: 32, a: -1,
        p: "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
        d: "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");

    public static readonly EdwardsCurve Ed448 = new(
        "Ed448", coseId: 7, "1.3.101.113", LibCrypto.Ed448, keyLength: 57, a: 1,
        p: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe" + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        d: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe" + "ffffffffffffffffffffffffffffffffffffffffffffffffffff6756");

    private readonly BigInteger p;
    private readonly BigInteger a;
    private readonly BigInteger d;

    private EdwardsCurve(string name, int coseId, string oid, int keyType, int keyLength, int a, string p, string d)
    {
        Name = name;
        CoseId = coseId;
        Oid = oid;
        KeyType = keyType;
        KeyLength = keyLength;
        this.a = a;
        this.p = Hexadecimal(p);
        this.d = Hexadecimal(d);
    }

    public string Name { get; }

    /// <summary>Its number among the COSE elliptic curves.</summary>
    public int CoseId { get; }

    public string Oid { get; }

    /// <summary>OpenSSL's number of the key type.</summary>
    public int KeyType { get; }

    /// <summary>The length of a public key in bytes.</summary>
    public int KeyLength { get; }

    /// <summary>Whether a public key in the form of RFC 8032 (y in little-endian, and the last bit x's sign) is a point of the curve.</summary>
    public bool Contains(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
            return false;
        Span<byte> encoded = stackalloc byte[KeyLength];
        key.CopyTo(encoded);
        var sign = encoded[^1] >> 7;
        encoded[^1] &= 0x7F;
        var y = new BigInteger(encoded, isUnsigned: true);
        if (y >= p)
            return false;

        // x^2 = (1 - y^2) / (a - dy^2), whose denominator is never zero since d is no square times a. It has a root where Euler's
        // criterion says so; of zero there is only the positive one.
        var ySquared = y * y % p;
        var numerator = Positive(BigInteger.One - ySquared);
        if (numerator.IsZero)
            return sign == 0;
        var denominator = Positive(a - (d * ySquared));
        return BigInteger.ModPow(numerator * denominator % p, (p - 1) / 2, p).IsOne;
    }

    public override string ToString() => Name;

    private BigInteger Positive(BigInteger value)
    {
        var rest = value % p;
        return rest.Sign < 0 ? rest + p : rest;
    }

    private static BigInteger Hexadecimal(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
