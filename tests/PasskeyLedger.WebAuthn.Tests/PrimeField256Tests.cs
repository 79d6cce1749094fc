using System.Numerics;
using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>The fast question whether a point is on a curve has the answers of the equation as it is written down.</summary>
public sealed class PrimeField256Tests
{
    public static TheoryData<string> Curves => ["1.2.840.10045.3.1.7", "1.3.132.0.10"];

    [Theory]
    [MemberData(nameof(Curves))]
    public void points_are_on_the_curve_and_their_neighbours_are_not(string oid)
    {
        var curve = EllipticCurve.ByOid(oid).ShouldNotBeNull();
        for (var i = 0; i < 200; i++)
        {
            using var key = ECDsa.Create(curve.Native);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            Agree(curve, point.X!, point.Y!).ShouldBeTrue();

            var at = i % 256;
            point.Y![at / 8] ^= (byte)(1 << (at % 8));
            Agree(curve, point.X!, point.Y).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void random_numbers_and_those_at_the_edges_get_the_same_answer(string oid)
    {
        var curve = EllipticCurve.ByOid(oid).ShouldNotBeNull();
        var prime = new BigInteger(Convert.FromHexString(
            oid == "1.3.132.0.10"
                ? "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
                : "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"), isUnsigned: true, isBigEndian: true);
        BigInteger[] edges = [0, 1, 2, prime - 2, prime - 1, prime, prime + 1, BigInteger.Pow(2, 256) - 1, BigInteger.Pow(2, 64), BigInteger.Pow(2, 255)];
        foreach (var x in edges)
        {
            foreach (var y in edges)
                Agree(curve, Padded(x), Padded(y));
        }

        for (var i = 0; i < 2_000; i++)
            Agree(curve, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
    }

    private static bool Agree(EllipticCurve curve, byte[] x, byte[] y)
    {
        var answer = curve.Contains(x, y);
        answer.ShouldBe(curve.ContainsByDefinition(x, y), $"{curve}: {Convert.ToHexString(x)}, {Convert.ToHexString(y)}");
        return answer;
    }

    private static byte[] Padded(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
