using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn.Cose;
using PasskeyLedger.WebAuthn.Tests.Faults;
using Reader = PasskeyLedger.WebAuthn.Attestation.AttestationCertificate;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>RFC 9881: certificates of ML-DSA keys.</summary>
public sealed class LatticeCertificateTests
{
    private const string Oids = "2.16.840.1.101.3.4.3.";
    private static readonly ECDsa IssuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData(17, "ML-DSA-44", 1312)]
    [InlineData(18, "ML-DSA-65", 1952)]
    [InlineData(19, "ML-DSA-87", 2592)]
    public void a_certificates_key_may_be_of_ml_dsa(int arc, string name, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        using var certificate = Certificate(arc, bytes);
        using var tooShort = Certificate(arc, bytes[1..]);

        Reader.ReadKey(certificate, "8.2 step 2", out var key).ShouldBeNull();
        var lattice = key.ShouldBeOfType<VerificationKey.Lattice>();
        lattice.Parameters.Name.ShouldBe(name);
        lattice.Bytes.ToArray().ShouldBe(bytes);
        Reader.ReadKey(tooShort, "8.2 step 2", out _).ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.CertificateKeyNotSupported);
    }

    [Fact]
    public void such_a_key_attests()
    {
        if (!MLDsaKeys.IsSupported)
            Assert.Skip("this machine's cryptography has no ML-DSA");

        FaultJudge.Judge(new SoftwareAuthenticator
        {
            Attestation = new PackedAttestation { Certificate = new AttestationCertificateTemplate { Algorithm = CoseAlgorithm.MLDsa44 } },
        }).ShouldBeNull();
    }

    private static X509Certificate2 Certificate(int arc, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteObjectIdentifier($"{Oids}{arc}");
            writer.WriteBitString(key);
        }

        var request = new CertificateRequest(
            new X500DistinguishedName("CN=Lattice"), PublicKey.CreateFromSubjectPublicKeyInfo(writer.Encode(), out _), HashAlgorithmName.SHA256);
        return request.Create(
            request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(IssuerKey),
            MadeRegistration.At.AddYears(-1),
            MadeRegistration.At.AddYears(1),
            [1]);
    }
}
