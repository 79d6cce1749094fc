using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>RFC 7518 section 3.4: ECDSA in a JWS.</summary>
public sealed class JsonWebSignatureTests
{
    private static readonly Dictionary<string, (ECDsa Key, EllipticCurve Curve)> Keys = new()
    {
        ["P-256"] = (ECDsa.Create(ECCurve.NamedCurves.nistP256), EllipticCurve.P256),
        ["P-384"] = (ECDsa.Create(ECCurve.NamedCurves.nistP384), EllipticCurve.P384),
        ["P-521"] = (ECDsa.Create(ECCurve.NamedCurves.nistP521), EllipticCurve.P521),
    };

    [Theory]
    [InlineData("ES256", "P-256")]
    [InlineData("ES384", "P-384")]
    [InlineData("ES512", "P-521")]
    public void an_algorithm_is_of_one_curve(string algorithm, string curve)
    {
        foreach (var (name, (key, itsCurve)) in Keys)
        {
            var point = key.ExportParameters(false).Q;
            var signed = JsonWebSignature.Read(Sign(algorithm, key)).ShouldNotBeNull();

            signed.IsSignedBy(new VerificationKey.Elliptic(itsCurve, point.X, point.Y)).ShouldBe(name == curve, name);
        }
    }

    private static byte[] Sign(string algorithm, ECDsa key)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","x5c":["AAAA"]}"""));
        var text = $"{header}.{Base64Url.EncodeToString("{}"u8)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text), new HashAlgorithmName($"SHA{algorithm[2..]}"), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Encoding.ASCII.GetBytes($"{text}.{Base64Url.EncodeToString(signature)}");
    }
}
