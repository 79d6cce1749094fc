using System.Formats.Cbor;
using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Sections 5.8.5 and 6.5.1: a key that can't be used parses, and is refused when it is verified.</summary>
public sealed class CoseKeyTests
{
    private static readonly byte[] X = Convert.FromHexString("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d");
    private static readonly byte[] Y = Convert.FromHexString("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c");
    private static readonly RSA RsaKey = RSA.Create(2048);

    [Fact]
    public void the_specifications_own_example_is_a_key() =>
        Read(Elliptic()).Fault.ShouldBeNull();

    [Theory]
    [InlineData("nistP256", -7, 1)]
    [InlineData("nistP256", -9, 1)]
    [InlineData("nistP384", -35, 2)]
    [InlineData("nistP384", -51, 2)]
    [InlineData("nistP521", -36, 3)]
    [InlineData("nistP521", -52, 3)]
    [InlineData("secp256k1", -47, 8)]
    public void a_point_that_the_platform_makes_is_on_its_curve(string name, int algorithm, int curve)
    {
        for (var i = 0; i < 8; i++)
        {
            using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(name));
            var point = key.ExportParameters(false).Q;

            Read(Elliptic(algorithm: algorithm, curve: curve, x: point.X, y: point.Y)).Fault.ShouldBeNull();

            point.Y![^1] ^= 1;
            Read(Elliptic(algorithm: algorithm, curve: curve, x: point.X, y: point.Y)).Fault.ShouldNotBeNull()
                .Code.ShouldBe(CeremonyFailureCode.PublicKeyPointNotOnCurve);
        }
    }

    [Fact]
    public void a_coordinate_is_below_the_fields_prime()
    {
        // x = 0 is on P-256 with this y; x = p is the same residue, but not the same coordinate.
        var y = Convert.FromHexString("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4");
        var p = Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

        EllipticCurve.P256.Contains(new byte[32], y).ShouldBeTrue();
        EllipticCurve.P256.Contains(p, y).ShouldBeFalse();
    }

    [Fact]
    public void key_type_and_algorithm_agree()
    {
        ShouldFault(Elliptic(keyType: 3), CeremonyFailureCode.PublicKeyTypeMismatch);
        ShouldFault(Elliptic(keyType: 1), CeremonyFailureCode.PublicKeyTypeMismatch);
        ShouldFault(Elliptic(algorithm: -257), CeremonyFailureCode.PublicKeyTypeMismatch);
    }

    [Fact]
    public void curve_and_algorithm_agree()
    {
        ShouldFault(Elliptic(curve: 2), CeremonyFailureCode.PublicKeyCurveMismatch);
        ShouldFault(Elliptic(algorithm: -35), CeremonyFailureCode.PublicKeyCurveMismatch);
    }

    [Fact]
    public void an_algorithm_that_can_not_be_verified_is_named() =>
        ShouldFault(Elliptic(algorithm: -46), CeremonyFailureCode.AlgorithmNotSupported).Detail.ShouldContain("-46");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-3)]
    public void a_required_parameter_can_not_be_missing(int label)
    {
        ShouldFault(Elliptic(without: label), CeremonyFailureCode.PublicKeyParameterMissing);
        ShouldFault(Elliptic(without: label, with: (label, w => w.WriteTextString("x"))), CeremonyFailureCode.PublicKeyParameterMissing);
        ShouldFault(Elliptic(without: label, with: (label, w => w.WriteUInt64(ulong.MaxValue))), CeremonyFailureCode.PublicKeyParameterMissing);
    }

    [Fact]
    public void a_compressed_point_is_refused() =>
        ShouldFault(Elliptic(without: -3, with: (-3, w => w.WriteBoolean(true))), CeremonyFailureCode.PublicKeyParameterMissing);

    [Fact]
    public void a_key_has_no_optional_parameters()
    {
        ShouldFault(Elliptic(with: (2, w => w.WriteByteString(X))), CeremonyFailureCode.PublicKeyParameterUnexpected);
        ShouldFault(Elliptic(with: (-4, w => w.WriteByteString(X))), CeremonyFailureCode.PublicKeyParameterUnexpected);
        ShouldFault(Elliptic(with: (99, w => w.WriteInt32(0))), CeremonyFailureCode.PublicKeyParameterUnexpected);
    }

    [Fact]
    public void coordinates_are_as_long_as_the_field()
    {
        ShouldFault(Elliptic(x: X[1..]), CeremonyFailureCode.PublicKeyParameterInvalid);
        ShouldFault(Elliptic(y: [0, .. Y]), CeremonyFailureCode.PublicKeyParameterInvalid);
        ShouldFault(Elliptic(x: [], y: []), CeremonyFailureCode.PublicKeyParameterInvalid);
    }

    [Fact]
    public void an_rsa_key_of_2048_bits_is_a_key() => Read(MadeRegistration.RsaPublicKey(RsaKey)).Fault.ShouldBeNull();

    [Fact]
    public void an_rsa_modulus_has_2048_to_8192_bits_and_is_odd()
    {
        byte[] Modulus(int bytes, byte first, byte last)
        {
            var modulus = new byte[bytes];
            modulus[0] = first;
            modulus[^1] = last;
            return modulus;
        }

        Read(Rsa(Modulus(1024, 0xff, 1), [1, 0, 1])).Fault.ShouldBeNull();
        ShouldFault(Rsa(Modulus(256, 0x7f, 1), [1, 0, 1]), CeremonyFailureCode.PublicKeyModulusOutOfRange);
        ShouldFault(Rsa(Modulus(1025, 0x01, 1), [1, 0, 1]), CeremonyFailureCode.PublicKeyModulusOutOfRange);
        ShouldFault(Rsa(Modulus(256, 0x80, 2), [1, 0, 1]), CeremonyFailureCode.PublicKeyModulusOutOfRange);
        ShouldFault(Rsa(Modulus(257, 0x00, 1), [1, 0, 1]), CeremonyFailureCode.PublicKeyModulusOutOfRange);
        ShouldFault(Rsa([], [1, 0, 1]), CeremonyFailureCode.PublicKeyModulusOutOfRange);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("02")]
    [InlineData("0003")]
    [InlineData("010000")]
    [InlineData("00010001")]
    [InlineData("0100000001")]
    public void an_rsa_exponent_is_odd_and_3_at_least_and_of_32_bits_at_most(string exponent) =>
        ShouldFault(
            Rsa(RsaKey.ExportParameters(false).Modulus!, Convert.FromHexString(exponent)),
            CeremonyFailureCode.PublicKeyExponentOutOfRange);

    [Theory]
    [InlineData("03")]
    [InlineData("11")]
    [InlineData("FFFF")]
    [InlineData("010001")]
    [InlineData("FFFFFFFF")]
    public void an_rsa_exponent_may_be_small(string exponent) =>
        Read(Rsa(RsaKey.ExportParameters(false).Modulus!, Convert.FromHexString(exponent))).Fault.ShouldBeNull();

    [Fact]
    public void a_fault_of_the_key_is_what_verification_reports_once_its_algorithm_is_an_offered_one()
    {
        var made = new MadeRegistration { PublicKey = Elliptic(x: Y) };
        made.ShouldBeRefused().Code.ShouldBe(CeremonyFailureCode.PublicKeyPointNotOnCurve);
        made.ShouldBeRefused(e => e with { Algorithms = [-257] }).Code.ShouldBe(CeremonyFailureCode.AlgorithmNotOffered);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("00")]
    [InlineData("A201020103")]
    [InlineData("BF0102FF")]
    [InlineData("C100")]
    public void what_is_not_a_map_as_cbor_has_it_does_not_parse(string hex) =>
        new MadeRegistration { PublicKey = Convert.FromHexString(hex) }.ShouldNotParse()
            .Code.ShouldBe(CeremonyFailureCode.CredentialPublicKeyNotCbor);

    private static byte[] Rsa(byte[] modulus, byte[] exponent) => MadeRegistration.CoseMap(
        (1, w => w.WriteInt32(3)), (3, w => w.WriteInt32(-257)), (-1, w => w.WriteByteString(modulus)), (-2, w => w.WriteByteString(exponent)));

    private static byte[] Elliptic(
        int keyType = 2, int algorithm = -7, int curve = 1, byte[]? x = null, byte[]? y = null, int? without = null,
        (int Label, Action<CborWriter> Value)? with = null)
    {
        List<(int Label, Action<CborWriter> Value)> members =
        [
            (1, w => w.WriteInt32(keyType)), (3, w => w.WriteInt32(algorithm)), (-1, w => w.WriteInt32(curve)),
            (-2, w => w.WriteByteString(x ?? X)), (-3, w => w.WriteByteString(y ?? Y)),
        ];
        members.RemoveAll(member => member.Label == without);
        if (with is { } added)
            members.Add(added);
        return MadeRegistration.CoseMap([.. members]);
    }

    private static CoseKey Read(byte[] encoded)
    {
        CoseKey.Read(encoded, out var key).ShouldBeNull();
        return key.ShouldNotBeNull();
    }

    private static CeremonyFailure ShouldFault(byte[] encoded, CeremonyFailureCode code)
    {
        var fault = Read(encoded).Fault.ShouldNotBeNull();
        fault.Code.ShouldBe(code);
        return fault;
    }
}
