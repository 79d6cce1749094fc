using System.Formats.Cbor;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Sections 8.2 and 8.2.1.</summary>
public sealed class PackedAttestationTests
{
    private static readonly AttestationAuthority Authority = new();
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA RsaKey = RSA.Create(2048);
    private static readonly byte[] Certificate = Authority.Issue(Key).RawData;

    [Fact]
    public void self_attestation_by_an_elliptic_key_is_verified() =>
        new MadeRegistration().SelfAttested().ShouldBeVerified().TrustLevel.ShouldBe(AttestationTrustLevel.Self);

    [Fact]
    public void self_attestation_by_an_rsa_key_is_verified()
    {
        var made = new MadeRegistration { Format = "packed", PublicKey = MadeRegistration.RsaPublicKey(RsaKey) };
        made.Statement = w => Statement(w, -257, RsaKey.SignData(made.SignedData(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        made.ShouldBeVerified().Algorithm.ShouldBe(-257);
    }

    [Fact]
    public void self_attestation_by_an_rsa_key_with_a_small_exponent_is_verified()
    {
        using var key = WithExponentOf3();
        var made = new MadeRegistration { Format = "packed", PublicKey = MadeRegistration.RsaPublicKey(key) };
        made.Statement = w => Statement(w, -257, key.SignData(made.SignedData(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        made.ShouldBeVerified().Algorithm.ShouldBe(-257);
    }

    [Theory]
    [InlineData(-7, true)]
    [InlineData(-9, false)]
    public void an_algorithm_that_fixes_the_curve_fixes_it_for_certificates_too(int algorithm, bool verified)
    {
        using var onP384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        AttestationAuthority.Packed(Key, algorithm, Certificate).ShouldBeVerified();
        var made = AttestationAuthority.Packed(onP384, algorithm, Authority.Issue(onP384).RawData);
        if (verified)
            made.ShouldBeVerified();
        else
            ShouldFail(made, CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 2");
    }

    [Fact]
    public void self_attestation_names_the_credential_keys_algorithm() =>
        ShouldFail(new MadeRegistration().SelfAttested(-257), CeremonyFailureCode.AttestationAlgorithmMismatch, "8.2 step 3");

    [Fact]
    public void self_attestation_is_signed_with_the_credential_key()
    {
        var made = new MadeRegistration().SelfAttested();
        made.PublicKey = MadeRegistration.EllipticPublicKey(Key);
        ShouldFail(made, CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 3");
    }

    [Fact]
    public void self_attestation_covers_every_byte_of_authenticator_data()
    {
        var made = new MadeRegistration().SelfAttested();
        var signed = made.AuthenticatorData();
        var statement = Encode(made.Statement);
        made.Statement = w => w.WriteEncodedValue(statement);
        made.AuthenticatorData = () => signed;
        made.ShouldBeVerified();

        // Those bytes that no other check looks at: sign counter and AAGUID.
        for (var i = 33; i < 53; i++)
        {
            var position = i;
            made.AuthenticatorData = () => [.. signed[..position], (byte)(signed[position] ^ 1), .. signed[(position + 1)..]];
            ShouldFail(made, CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 3");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3006020100020100")]
    [InlineData("00000000")]
    public void a_signature_that_is_none_is_invalid(string signature)
    {
        var made = new MadeRegistration { Format = "packed", Statement = w => Statement(w, -7, Convert.FromHexString(signature)) };

        ShouldFail(made, CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 3");
    }

    [Fact]
    public void an_attestation_certificates_signature_is_verified() =>
        AttestationAuthority.Packed(Key, -7, Certificate).ShouldBeVerified().TrustLevel.ShouldBe(AttestationTrustLevel.Unverified);

    [Theory]
    [InlineData(-257)]
    [InlineData(-37)]
    public void an_rsa_certificates_signature_is_verified(int algorithm) =>
        AttestationAuthority.Packed(RsaKey, algorithm, Authority.Issue(RsaKey).RawData).ShouldBeVerified();

    [Theory]
    [InlineData("nistP384", -35)]
    [InlineData("nistP521", -36)]
    [InlineData("nistP384", -7)]
    public void the_certificates_curve_is_its_own_affair(string curve, int algorithm)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        AttestationAuthority.Packed(key, algorithm, Authority.Issue(key).RawData).ShouldBeVerified();
    }

    [Fact]
    public void another_keys_signature_is_invalid()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ShouldFail(AttestationAuthority.Packed(other, -7, Certificate), CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 2");
    }

    [Fact]
    public void the_algorithm_fits_the_certificates_key()
    {
        ShouldFail(AttestationAuthority.Packed(Key, -257, Certificate), CeremonyFailureCode.AttestationSignatureInvalid, "8.2 step 2");
        ShouldFail(AttestationAuthority.Packed(Key, -12345, Certificate), CeremonyFailureCode.AttestationAlgorithmNotSupported, "8.2 step 2");
    }

    [Fact]
    public void a_small_rsa_key_in_a_certificate_is_not_verified_with()
    {
        using var small = RSA.Create(1024);
        ShouldFail(
            AttestationAuthority.Packed(small, -257, Authority.Issue(small).RawData), CeremonyFailureCode.CertificateKeyNotSupported, "8.2 step 2");
    }

    [Fact]
    public void what_is_not_a_certificate_is_refused()
    {
        ShouldFail(AttestationAuthority.Packed(Key, -7, [[]]), CeremonyFailureCode.CertificateMalformed, "8.2 step 2");
        ShouldFail(AttestationAuthority.Packed(Key, -7, [[0x30, 0x00]]), CeremonyFailureCode.CertificateMalformed, "8.2 step 2");
        ShouldFail(
            AttestationAuthority.Packed(Key, -7, System.Text.Encoding.ASCII.GetBytes(Authority.Root.ExportCertificatePem())),
            CeremonyFailureCode.CertificateMalformed, "8.2 step 2");
        ShouldFail(AttestationAuthority.Packed(Key, -7, Certificate, [0x30, 0x00]), CeremonyFailureCode.CertificateMalformed, "7.1 step 24");
    }

    [Theory]
    [InlineData("O=Example, OU=Authenticator Attestation, CN=Example")]
    [InlineData("C=se, O=Example, OU=Authenticator Attestation, CN=Example")]
    [InlineData("C=SE, OU=Authenticator Attestation, CN=Example")]
    [InlineData("C=SE, O=Example, CN=Example")]
    [InlineData("C=SE, O=Example, OU=Authenticator attestation, CN=Example")]
    [InlineData("C=SE, O=Example, OU=Authenticator Attestation")]
    public void the_certificates_subject_names_the_vendor(string subject) =>
        ShouldFail(
            AttestationAuthority.Packed(Key, -7, Authority.Issue(Key, subject).RawData), CeremonyFailureCode.CertificateSubjectWrong, "8.2.1");

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void the_certificate_says_that_it_is_no_authority(bool? authority) =>
        ShouldFail(
            AttestationAuthority.Packed(Key, -7, Authority.Issue(Key, authority: authority).RawData),
            CeremonyFailureCode.CertificateIsAuthority, "8.2.1");

    [Fact]
    public void the_certificate_is_of_version_3()
    {
        // Without extensions and with its version cut out it is a version 1 certificate, which need not be signed to be looked at.
        var third = Authority.Issue(Key, authority: null).RawData;
        var first = WithoutVersion(third);
        X509CertificateLoader.LoadCertificate(first).Version.ShouldBe(1);

        ShouldFail(AttestationAuthority.Packed(Key, -7, first), CeremonyFailureCode.CertificateVersionWrong, "8.2.1");
    }

    [Fact]
    public void an_aaguid_extension_says_the_same_as_the_authenticator_data()
    {
        var aaguid = new MadeRegistration().Aaguid;

        Extended(AttestationAuthority.AaguidExtension(aaguid)).ShouldBeVerified();
        ShouldFail(
            Extended(AttestationAuthority.AaguidExtension(Guid.Empty)), CeremonyFailureCode.CertificateAaguidMismatch, "8.2 step 2");
        ShouldFail(
            Extended(AttestationAuthority.AaguidExtension(aaguid, critical: true)), CeremonyFailureCode.CertificateAaguidExtensionInvalid, "8.2.1");
        ShouldFail(
            Extended(AttestationAuthority.RawAaguidExtension(aaguid.ToByteArray(bigEndian: true))),
            CeremonyFailureCode.CertificateAaguidExtensionInvalid, "8.2.1");
        ShouldFail(
            Extended(AttestationAuthority.RawAaguidExtension([0x04, 0x10, .. aaguid.ToByteArray(bigEndian: true), 0])),
            CeremonyFailureCode.CertificateAaguidExtensionInvalid, "8.2.1");
    }

    [Theory]
    [InlineData("alg")]
    [InlineData("sig")]
    public void a_required_member_can_not_be_missing(string member)
    {
        var made = new MadeRegistration { Format = "packed" };
        made.Statement = w => MadeRegistration.WriteMap(
            w, member == "alg" ? ("sig", v => v.WriteByteString([1])) : ("alg", v => v.WriteInt32(-7)));

        ShouldFail(made, CeremonyFailureCode.AttestationStatementMemberMissing, "8.2 step 1").Detail.ShouldContain(member);
    }

    [Theory]
    [InlineData("alg", "6141")]
    [InlineData("alg", "1BFFFFFFFFFFFFFFFF")]
    [InlineData("alg", "3BFFFFFFFFFFFFFFFF")]
    [InlineData("sig", "6141")]
    [InlineData("sig", "A0")]
    [InlineData("x5c", "4141")]
    [InlineData("x5c", "80")]
    [InlineData("x5c", "8101")]
    [InlineData("x5c", "8B4040404040404040404040")]
    [InlineData("x5c", "F6")]
    public void a_member_has_its_type(string member, string value)
    {
        var made = new MadeRegistration
        {
            Format = "packed",
            Statement = w => MadeRegistration.WriteMap(w, (member, v => v.WriteEncodedValue(Convert.FromHexString(value)))),
        };

        ShouldFail(made, CeremonyFailureCode.AttestationStatementMemberWrongType, "8.2 step 1").Detail.ShouldContain(member);
    }

    [Fact]
    public void members_that_the_format_does_not_have_are_refused()
    {
        var made = new MadeRegistration { Format = "packed" };
        made.Statement = w => MadeRegistration.WriteMap(
            w,
            ("alg", v => v.WriteInt32(-7)), ("sig", v => v.WriteByteString([1])), ("ecdaaKeyId", v => v.WriteByteString([1])));

        ShouldFail(made, CeremonyFailureCode.AttestationStatementMemberUnexpected, "8.2 step 1").Detail.ShouldContain("ecdaaKeyId");
    }

    private static MadeRegistration Extended(X509Extension extension) =>
        AttestationAuthority.Packed(Key, -7, Authority.Issue(Key, extension: extension).RawData);

    private static byte[] WithoutVersion(byte[] certificate)
    {
        var outer = new System.Formats.Asn1.AsnReader(certificate, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        var body = outer.ReadSequence();
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                body.ReadEncodedValue();
                while (body.HasData)
                    writer.WriteEncodedValue(body.ReadEncodedValue().Span);
            }

            while (outer.HasData)
                writer.WriteEncodedValue(outer.ReadEncodedValue().Span);
        }

        return writer.Encode();
    }

    private static void Statement(CborWriter writer, int algorithm, byte[] signature) => MadeRegistration.WriteMap(
        writer, ("alg", w => w.WriteInt32(algorithm)), ("sig", w => w.WriteByteString(signature)));

    private static byte[] Encode(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        write(writer);
        return writer.Encode();
    }

    private static CeremonyFailure ShouldFail(MadeRegistration made, CeremonyFailureCode code, string step)
    {
        var failure = made.ShouldBeRefused();
        failure.Code.ShouldBe(code);
        failure.Step.ShouldBe(step);
        return failure;
    }

    /// <summary>The platform makes none: of primes that it makes, the rest is computed.</summary>
    private static RSA WithExponentOf3()
    {
        while (true)
        {
            using var made = RSA.Create(2048);
            var parameters = made.ExportParameters(true);
            var (p, q) = (Number(parameters.P!), Number(parameters.Q!));
            if (p % 3 == 1 || q % 3 == 1)
                continue;

            // Both primes are 2 modulo 3, so their order is 1, and twice that and 1 more is a multiple of 3.
            var d = ((2 * (p - 1) * (q - 1)) + 1) / 3;
            parameters.Exponent = [3];
            parameters.D = Bytes(d, parameters.Modulus!.Length);
            parameters.DP = Bytes(d % (p - 1), parameters.P!.Length);
            parameters.DQ = Bytes(d % (q - 1), parameters.Q!.Length);
            return RSA.Create(parameters);
        }

        static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

        static byte[] Bytes(BigInteger number, int length)
        {
            var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
            return [.. new byte[length - bytes.Length], .. bytes];
        }
    }
}
