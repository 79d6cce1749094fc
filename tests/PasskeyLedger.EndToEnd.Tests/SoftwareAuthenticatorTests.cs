using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PasskeyLedger.EndToEnd.Tests.MadeRegistrations;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>What the software authenticator makes is read back here without the verifier, which these registrations are to judge.</summary>
public sealed class SoftwareAuthenticatorTests
{
    private static readonly RegistrationCeremony Ceremony = RegistrationCeremony.Example();

    public static TheoryData<string> FaultNames => [.. AuthenticatorFault.All.Select(fault => fault.Name)];

    public static TheoryData<long> Algorithms => [.. AuthenticatorKey.Algorithms];

    [Fact]
    public void the_client_data_is_what_a_browser_writes()
    {
        var made = new SoftwareAuthenticator { CrossOrigin = true, TopOrigin = "https://top.example" }.Register(Ceremony);

        Encoding.UTF8.GetString(made.ClientDataJson).ShouldBe(
            $$"""{"type":"webauthn.create","challenge":"{{Base64Url.EncodeToString(Ceremony.Challenge)}}","origin":"https://example.com","crossOrigin":true,"topOrigin":"https://top.example"}""");
    }

    [Fact]
    public void the_response_holds_the_parts_in_base64url()
    {
        var made = new SoftwareAuthenticator { Transports = ["usb", "nfc"], Attachment = "cross-platform" }.Register(Ceremony);

        var credential = made.ToJsonElement();
        credential.GetProperty("type").GetString().ShouldBe("public-key");
        credential.GetProperty("id").GetString().ShouldBe(Base64Url.EncodeToString(made.CredentialId));
        credential.GetProperty("rawId").GetString().ShouldBe(credential.GetProperty("id").GetString());
        credential.GetProperty("authenticatorAttachment").GetString().ShouldBe("cross-platform");
        credential.GetProperty("clientExtensionResults").ValueKind.ShouldBe(JsonValueKind.Object);
        var response = credential.GetProperty("response");
        response.GetProperty("transports").EnumerateArray().Select(transport => transport.GetString()).ShouldBe(["usb", "nfc"]);
        Base64Url.DecodeFromChars(response.GetProperty("clientDataJSON").GetString()).ShouldBe(made.ClientDataJson);
        Base64Url.DecodeFromChars(response.GetProperty("attestationObject").GetString()).ShouldBe(made.AttestationObject);
        Base64Url.DecodeFromChars(response.GetProperty("authenticatorData").GetString()).ShouldBe(made.AuthenticatorData);
        Base64Url.DecodeFromChars(response.GetProperty("publicKey").GetString()).ShouldBe(made.Key.SubjectPublicKeyInfo);
        response.GetProperty("publicKeyAlgorithm").GetInt64().ShouldBe(CoseAlgorithm.ES256);
    }

    [Fact]
    public void the_authenticator_data_has_every_part_where_the_specification_puts_it()
    {
        var made = new SoftwareAuthenticator
        {
            SignCount = 0x01020304,
            CredentialId = [9, 8, 7],
            Flags = AuthenticatorFlags.UserPresent | AuthenticatorFlags.BackupEligible,
            Extensions = new CborMap().With("credProtect", Cbor.Integer(2)),
        }.Register(Ceremony);

        var data = made.AuthenticatorData;
        data[..32].ShouldBe(SHA256.HashData("example.com"u8));
        data[32].ShouldBe((byte)0xC9);
        data[33..37].ShouldBe([1, 2, 3, 4]);
        Convert.ToHexStringLower(data[37..53]).ShouldBe("01020304050607080102030405060708");
        data[53..58].ShouldBe([0, 3, 9, 8, 7]);
        var key = new CborReader(data[58..], CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
        key.ReadEncodedValue().ToArray().ShouldBe(made.Key.CosePublicKey.Encode());
        Convert.ToHexStringLower(data[^14..]).ShouldBe("a16b6372656450726f7465637402");
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void an_attestation_object_is_canonical_and_self_attestation_verifies_with_the_key_in_the_response(long algorithm)
    {
        var made = new SoftwareAuthenticator { Attestation = new PackedSelfAttestation(), Key = AuthenticatorKey.Shared(algorithm) }
            .Register(Ceremony);

        var statement = ReadPacked(made);
        statement.Algorithm.ShouldBe(algorithm);
        statement.Certificates.ShouldBeEmpty();
        Verifies(made.Key.SubjectPublicKeyInfo, algorithm, made, statement.Signature).ShouldBeTrue();
    }

    [Fact]
    public void full_attestation_verifies_with_its_certificate_and_the_chain_ends_in_the_root()
    {
        var made = new SoftwareAuthenticator { Attestation = new PackedAttestation() }.Register(Ceremony);

        var statement = ReadPacked(made);
        using var leaf = X509CertificateLoader.LoadCertificate(statement.Certificates[0]);
        Verifies(leaf.PublicKey.ExportSubjectPublicKeyInfo(), CoseAlgorithm.ES256, made, statement.Signature).ShouldBeTrue();
        leaf.Version.ShouldBe(3);
        leaf.Subject.ShouldBe("CN=Software Authenticator, OU=Authenticator Attestation, O=PasskeyLedger Tests, C=DE");
        leaf.Extensions["1.3.6.1.4.1.45724.1.1.4"]!.RawData.ShouldBe([4, 16, .. new SoftwareAuthenticator().Aaguid.ToByteArray(bigEndian: true)]);
        Chain(statement).ShouldBe(X509ChainStatusFlags.NoError);
    }

    [Theory]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateVersion1), 1)]
    [InlineData(nameof(AuthenticatorFault.PackedCertificateVersion2), 2)]
    public void an_earlier_version_of_a_certificate_is_still_signed_by_its_issuer(string fault, int version)
    {
        var made = new SoftwareAuthenticator { Fault = AuthenticatorFault.Named(fault) }.Register(Ceremony);

        var statement = ReadPacked(made);
        using var leaf = X509CertificateLoader.LoadCertificate(statement.Certificates[0]);
        leaf.Version.ShouldBe(version);
        leaf.Extensions.ShouldBeEmpty();
        Chain(statement).ShouldBe(X509ChainStatusFlags.NoError);
    }

    [Theory]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureCorrupted))]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureOverAuthenticatorDataAlone))]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureOverClientDataAlone))]
    [InlineData(nameof(AuthenticatorFault.PackedSignatureEmpty))]
    public void a_faulty_signature_does_not_verify(string fault)
    {
        var made = new SoftwareAuthenticator { Fault = AuthenticatorFault.Named(fault) }.Register(Ceremony);

        var statement = ReadPacked(made);
        using var leaf = X509CertificateLoader.LoadCertificate(statement.Certificates[0]);
        Verifies(leaf.PublicKey.ExportSubjectPublicKeyInfo(), CoseAlgorithm.ES256, made, statement.Signature).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void a_fault_is_in_the_registration_and_leaves_it_json(string name)
    {
        var fault = AuthenticatorFault.Named(name);
        var authenticator = new SoftwareAuthenticator
        {
            Attestation = new FixedSignature(),
            Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256),
            CredentialId = [.. Enumerable.Repeat((byte)0xFF, 32)],
        };

        var broken = (authenticator with { Fault = fault }).Register(Ceremony);

        broken.Json.ShouldNotBe(authenticator.Register(Ceremony).Json, fault.Description);
        broken.ToJsonElement().ValueKind.ShouldNotBe(JsonValueKind.Undefined);
    }

    [Fact]
    public void the_list_of_faults_has_every_group_and_no_two_alike()
    {
        AuthenticatorFault.All.Select(fault => fault.Group).Distinct().ShouldBe(Enum.GetValues<FaultGroup>(), ignoreOrder: true);
        AuthenticatorFault.All.Select(fault => fault.Name).ShouldBeUnique();
        AuthenticatorFault.All.Select(fault => (fault.Group, fault.Description)).ShouldBeUnique();
    }

    [Fact]
    public void options_of_the_service_become_a_ceremony()
    {
        var ceremony = RegistrationCeremony.FromOptions(
            """
            {"rp":{"id":"example.com","name":"Example"},"user":{"id":"YQ","name":"a","displayName":"a"},"challenge":"AQID",
             "pubKeyCredParams":[{"type":"public-key","alg":-257}],"authenticatorSelection":{"userVerification":"required"}}
            """,
            "https://login.example.com");

        ceremony.Challenge.ShouldBe([1, 2, 3]);
        ceremony.RpId.ShouldBe("example.com");
        ceremony.Origin.ShouldBe("https://login.example.com");
        ceremony.Algorithms.ShouldBe([CoseAlgorithm.RS256]);
        ceremony.UserVerification.ShouldBe("required");
        new SoftwareAuthenticator().Register(ceremony).Key.Algorithm.ShouldBe(CoseAlgorithm.RS256);
    }

    private static PackedStatement ReadPacked(MadeRegistration made)
    {
        var reader = new CborReader(made.AttestationObject, CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap().ShouldBe(3);
        reader.ReadTextString().ShouldBe("fmt");
        reader.ReadTextString().ShouldBe("packed");
        reader.ReadTextString().ShouldBe("attStmt");
        var members = reader.ReadStartMap();
        reader.ReadTextString().ShouldBe("alg");
        var algorithm = reader.ReadInt64();
        reader.ReadTextString().ShouldBe("sig");
        var signature = reader.ReadByteString();
        List<byte[]> certificates = [];
        if (members == 3)
        {
            reader.ReadTextString().ShouldBe("x5c");
            for (var left = reader.ReadStartArray(); left > 0; left--)
                certificates.Add(reader.ReadByteString());
            reader.ReadEndArray();
        }

        reader.ReadEndMap();
        reader.ReadTextString().ShouldBe("authData");
        reader.ReadByteString().ShouldBe(made.AuthenticatorData);
        reader.ReadEndMap();
        reader.BytesRemaining.ShouldBe(0);
        return new PackedStatement(algorithm, signature, certificates);
    }

    private static bool Verifies(byte[] subjectPublicKeyInfo, long algorithm, MadeRegistration made, byte[] signature)
    {
        byte[] signed = [.. made.AuthenticatorData, .. SHA256.HashData(made.ClientDataJson)];
        return IndependentSignature.Verifies(subjectPublicKeyInfo, algorithm, signed, signature);
    }

    private static X509ChainStatusFlags Chain(PackedStatement statement)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(AttestationAuthority.Shared.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var certificate in statement.Certificates.Skip(1))
            chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(certificate));
        using var leaf = X509CertificateLoader.LoadCertificate(statement.Certificates[0]);
        chain.Build(leaf);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
    }

    private sealed record PackedStatement(long Algorithm, byte[] Signature, IReadOnlyList<byte[]> Certificates);

    /// <summary>ECDSA signatures differ each time: a fault must be seen without them.</summary>
    private sealed record FixedSignature : IAttestationFormat
    {
        public string Identifier => "packed";

        public byte[] Statement(AttestationInput input) => input.Encode(new CborMap().With("sig", Cbor.Bytes([1])));
    }
}
