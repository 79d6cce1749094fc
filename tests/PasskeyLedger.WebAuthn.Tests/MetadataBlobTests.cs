using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;
using PasskeyLedger.WebAuthn.Metadata;
using PasskeyLedger.WebAuthn.Tests.Faults;
using Shared = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>FIDO Metadata Service 3.0: reading its BLOB, and what a registration's verdict makes of it.</summary>
public sealed class MetadataBlobTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Model = new("01020304-0506-0708-0102-030405060708");
    private static readonly SignedMetadata Service = new();

    [Fact]
    public void a_blob_is_read()
    {
        var blob = Blob(SignedMetadata.Entry(Model, Shared.Shared.Root, "basic_full", SignedMetadata.Report("FIDO_CERTIFIED_L1", "2024-05-06")));

        blob.Number.ShouldBe(17);
        blob.NextUpdate.ShouldBe(new DateOnly(2026, 2, 1));
        blob.IsOutdated(At).ShouldBeFalse();
        blob.IsOutdated(At.AddMonths(2)).ShouldBeTrue();
        var entry = blob.Find(Model, []).ShouldNotBeNull();
        entry.Description.ShouldBe("A software authenticator");
        entry.AttestationRoots.Single().RawData.ShouldBe(Shared.Shared.Root.RawData);
        entry.StatusReports.Single().ShouldBe(new AuthenticatorStatusReport("FIDO_CERTIFIED_L1", new DateOnly(2024, 5, 6), null));
        blob.Find(Guid.NewGuid(), []).ShouldBeNull();
    }

    [Fact]
    public void a_blob_of_another_service_is_refused() =>
        Read(Service.Sign(SignedMetadata.Payload()), new SignedMetadata().Root).ShouldBe(MetadataFaultCode.NotTrusted);

    [Fact]
    public void a_blob_that_was_changed_is_refused()
    {
        var signed = Encoding.ASCII.GetString(Service.Sign(SignedMetadata.Payload(SignedMetadata.Entry(Model)))).Split('.');
        var other = Encoding.ASCII.GetString(Service.Sign(SignedMetadata.Payload())).Split('.');

        Read(Encoding.ASCII.GetBytes($"{signed[0]}.{other[1]}.{signed[2]}")).ShouldBe(MetadataFaultCode.SignatureInvalid);
        Read(Service.Sign(SignedMetadata.Payload(), algorithm: "RS256")).ShouldBe(MetadataFaultCode.SignatureInvalid);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public void a_blob_that_is_not_signed_is_refused(string algorithm) =>
        Read(Service.Sign(SignedMetadata.Payload(), algorithm)).ShouldBe(MetadataFaultCode.NotSigned);

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("{}")]
    public void what_is_no_jws_is_refused(string text) => Read(Encoding.ASCII.GetBytes(text)).ShouldBe(MetadataFaultCode.NotSigned);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"no":1,"nextUpdate":"tomorrow","entries":[]}""")]
    [InlineData("""{"no":1,"nextUpdate":"2026-02-01","entries":[{}]}""")]
    [InlineData("""{"no":1,"nextUpdate":"2026-02-01","entries":[{"aaguid":7,"statusReports":[]}]}""")]
    [InlineData("""{"no":1,"nextUpdate":"2026-02-01","entries":[{"statusReports":[{"status":null}]}]}""")]
    [InlineData("""{"no":1,"nextUpdate":"2026-02-01","entries":[{"statusReports":[],"metadataStatement":{"attestationRootCertificates":["AAAA"]}}]}""")]
    public void a_payload_that_is_none_is_refused(string payload) =>
        Read(Service.Sign(JsonNode.Parse(payload)!)).ShouldBe(MetadataFaultCode.Malformed);

    [Theory]
    [InlineData("""{"statusReports":null}""")]
    [InlineData("""{"statusReports":[null]}""")]
    [InlineData("""{"statusReports":[{}]}""")]
    [InlineData("""{"statusReports":[{"status":"REVOKED","certificate":7}]}""")]
    [InlineData("""{"statusReports":[{"status":"REVOKED","certificate":"%"}]}""")]
    [InlineData("""{"statusReports":[{"status":"REVOKED","effectiveDate":"soon"}]}""")]
    [InlineData("""{"statusReports":[],"attestationCertificateKeyIdentifiers":[null]}""")]
    [InlineData("""{"statusReports":[],"metadataStatement":{"attestationRootCertificates":[""]}}""")]
    [InlineData("""{"statusReports":[],"metadataStatement":{"attestationTypes":"basic_full"}}""")]
    [InlineData("""{"statusReports":[],"metadataStatement":"basic_full"}""")]
    [InlineData("null")]
    public void one_entry_that_can_not_be_read_has_the_blob_refused(string entry)
    {
        var payload = SignedMetadata.Payload(SignedMetadata.Entry(Model));
        payload["entries"]!.AsArray().Add(JsonNode.Parse(entry));

        Read(Service.Sign(payload)).ShouldBe(MetadataFaultCode.Malformed);
    }

    [Fact]
    public void an_optional_member_that_is_null_is_absent()
    {
        var entry = SignedMetadata.Entry(Model, Shared.Shared.Root, "basic_full", SignedMetadata.Report("REVOKED"));
        entry["attestationCertificateKeyIdentifiers"] = null;
        entry["metadataStatement"]!["description"] = null;
        entry["metadataStatement"]!["authenticationAlgorithms"] = null;
        entry["statusReports"]![0]!["certificate"] = null;
        entry["statusReports"]![0]!["effectiveDate"] = null;
        var nameless = SignedMetadata.Entry(Guid.Empty);
        nameless["aaguid"] = null;
        nameless["metadataStatement"] = null;

        var blob = Blob(entry, nameless);

        blob.Find(Model, []).ShouldNotBeNull().StatusReports.ShouldBe([new AuthenticatorStatusReport("REVOKED", null, null)]);
        blob.Entries[1].Aaguid.ShouldBeNull();
    }

    [Fact]
    public void a_models_own_anchor_makes_its_attestation_trusted() =>
        Judge(new PackedAttestation(), SignedMetadata.Entry(Model, Shared.Shared.Root)).ShouldBeNull();

    [Fact]
    public void another_anchor_does_not() =>
        Judge(new PackedAttestation(), SignedMetadata.Entry(Model, Service.Root)).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);

    [Fact]
    public void a_model_that_the_metadata_does_not_know_is_refused() =>
        Judge(new PackedAttestation(), SignedMetadata.Entry(Guid.NewGuid(), Shared.Shared.Root))
            .ShouldBe(CeremonyFailureCode.AuthenticatorNotInMetadata);

    [Theory]
    [InlineData("REVOKED")]
    [InlineData("USER_VERIFICATION_BYPASS")]
    [InlineData("ATTESTATION_KEY_COMPROMISE")]
    [InlineData("USER_KEY_REMOTE_COMPROMISE")]
    [InlineData("USER_KEY_PHYSICAL_COMPROMISE")]
    public void a_model_that_is_broken_is_refused(string status)
    {
        var entry = SignedMetadata.Entry(
            Model, Shared.Shared.Root, "basic_surrogate", SignedMetadata.Report("FIDO_CERTIFIED"), SignedMetadata.Report(status, "2025-12-31"));

        Judge(new PackedAttestation(), entry).ShouldBe(CeremonyFailureCode.AuthenticatorStatusRefused);
        Judge(new PackedSelfAttestation(), entry).ShouldBe(CeremonyFailureCode.AuthenticatorStatusRefused);
        Judge(new NoneAttestation(), entry).ShouldBe(CeremonyFailureCode.AuthenticatorStatusRefused);
    }

    [Theory]
    [InlineData("FIDO_CERTIFIED_L2", "2025-12-31")]
    [InlineData("UPDATE_AVAILABLE", "2025-12-31")]
    [InlineData("NOT_FIDO_CERTIFIED", "2025-12-31")]
    [InlineData("REVOKED", "2026-01-02")]
    public void a_model_that_is_not_broken_yet_is_not(string status, string since) =>
        Judge(new PackedAttestation(), SignedMetadata.Entry(Model, Shared.Shared.Root, "basic_full", SignedMetadata.Report(status, since)))
            .ShouldBeNull();

    [Fact]
    public void a_compromised_certificate_is_of_those_alone_that_use_it()
    {
        Judge(new PackedAttestation(), Compromised(Shared.Shared.Intermediate)).ShouldBe(CeremonyFailureCode.AuthenticatorStatusRefused);
        Judge(new PackedAttestation(), Compromised(Service.Root)).ShouldBeNull();

        static JsonObject Compromised(X509Certificate2 certificate) => SignedMetadata.Entry(
            Model, Shared.Shared.Root, "basic_full", SignedMetadata.Report("ATTESTATION_KEY_COMPROMISE", certificate: certificate.RawData));
    }

    [Fact]
    public void self_attestation_is_for_models_that_attest_so()
    {
        Judge(new PackedSelfAttestation(), SignedMetadata.Entry(Model, type: "basic_surrogate")).ShouldBeNull();
        Judge(new PackedSelfAttestation(), SignedMetadata.Entry(Model, Shared.Shared.Root)).ShouldBe(CeremonyFailureCode.AttestationNotTrusted);
        Judge(new PackedSelfAttestation(), SignedMetadata.Entry(Guid.NewGuid())).ShouldBe(CeremonyFailureCode.AttestationNotTrusted);
    }

    [Fact]
    public void a_models_algorithms_are_those_of_its_credentials()
    {
        const string Es256 = "secp256r1_ecdsa_sha256_raw";
        const string Ed25519 = "ed25519_eddsa_sha512_raw";

        // Whatever the attestation is signed with.
        Judge(new PackedAttestation(), CoseAlgorithm.EdDSA, Listing(Es256, Ed25519)).ShouldBeNull();
        Judge(new PackedAttestation(), CoseAlgorithm.EdDSA, Listing(Es256)).ShouldBe(CeremonyFailureCode.AuthenticatorAlgorithmMismatch);
        Judge(new PackedAttestation(), CoseAlgorithm.EdDSA, Listing()).ShouldBeNull();
        Judge(new TpmAttestation(), CoseAlgorithm.ES256, Listing(Es256)).ShouldBeNull();
        Judge(new TpmAttestation(), CoseAlgorithm.RS256, Listing(Es256)).ShouldBe(CeremonyFailureCode.AuthenticatorAlgorithmMismatch);
    }

    [Fact]
    public void a_models_algorithms_are_those_of_its_credentials_where_it_attests_itself()
    {
        var entry = Listing("secp256r1_ecdsa_sha256_raw");
        entry["metadataStatement"]!["attestationTypes"] = new JsonArray("basic_surrogate");

        Judge(new PackedSelfAttestation(), CoseAlgorithm.ES256, entry).ShouldBeNull();
        Judge(new PackedSelfAttestation(), CoseAlgorithm.RS256, entry).ShouldBe(CeremonyFailureCode.AuthenticatorAlgorithmMismatch);
    }

    [Fact]
    public void what_a_models_firmware_says_of_algorithms_adds_to_them()
    {
        var entry = Listing("secp256r1_ecdsa_sha256_raw");
        entry["metadataStatement"]!["authenticatorGetInfo"] =
            JsonNode.Parse("""{"algorithms":[{"type":"public-key","alg":-257},{"type":"public-key"},{"alg":"ES384"},-35]}""");
        var ofEs384 = new PackedAttestation { Certificate = new AttestationCertificateTemplate { Algorithm = CoseAlgorithm.ES384 } };
        var ofRs256 = new PackedAttestation { Certificate = new AttestationCertificateTemplate { Algorithm = CoseAlgorithm.RS256 } };

        Judge(new PackedAttestation(), CoseAlgorithm.RS256, entry).ShouldBeNull();
        Judge(ofRs256, CoseAlgorithm.ES256, entry).ShouldBeNull();
        Judge(ofEs384, CoseAlgorithm.ES256, entry).ShouldBe(CeremonyFailureCode.AuthenticatorAlgorithmMismatch);
    }

    [Fact]
    public void a_u2f_authenticator_is_known_by_its_certificates_key()
    {
        var entry = SignedMetadata.Entry(Guid.NewGuid(), Shared.Shared.Root);
        entry.Remove("aaguid");
        var made = Register(new SoftwareAuthenticator { Attestation = new FidoU2fAttestation(), Aaguid = Guid.Empty });
        var reader = new System.Formats.Cbor.CborReader(made.Response.AttestationObject.Statement);
        reader.ReadStartMap();
        byte[]? certificate = null;
        while (reader.PeekState() != System.Formats.Cbor.CborReaderState.EndMap)
        {
            if (reader.ReadTextString() == "x5c")
            {
                reader.ReadStartArray();
                certificate = reader.ReadByteString();
                reader.ReadEndArray();
            }
            else
            {
                reader.SkipValue();
            }
        }

        using var attesting = X509CertificateLoader.LoadCertificate(certificate.ShouldNotBeNull());
        entry["attestationCertificateKeyIdentifiers"] =
            new JsonArray(Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, attesting.PublicKey.EncodedKeyValue.RawData)));

        Verify(made, Blob(entry)).ShouldBeNull();
        Verify(made, Blob(SignedMetadata.Entry(Guid.Empty, Shared.Shared.Root))).ShouldBe(CeremonyFailureCode.AuthenticatorNotInMetadata);
    }

    [Fact]
    public void a_model_has_a_name_by_the_metadata_or_by_the_list()
    {
        AuthenticatorNames.Find(Model).ShouldBeNull();
        AuthenticatorNames.Find(Model, Blob(SignedMetadata.Entry(Model))).ShouldBe("A software authenticator");
        AuthenticatorNames.Find(new Guid("bada5566-a7aa-401f-bd96-45619a55120d"), Blob()).ShouldBe("1Password");
    }

    private static JsonObject Listing(params string[] algorithms)
    {
        var entry = SignedMetadata.Entry(Model, Shared.Shared.Root);
        entry["metadataStatement"]!["authenticationAlgorithms"] = new JsonArray([.. algorithms]);
        return entry;
    }

    private static CeremonyFailureCode? Judge(IAttestationFormat format, long algorithm, JsonObject entry) =>
        Verify(
            Register(new SoftwareAuthenticator { Attestation = format, Key = AuthenticatorKey.Shared(algorithm), Aaguid = Model }), Blob(entry));

    private static CeremonyFailureCode? Judge(IAttestationFormat format, JsonObject entry) =>
        Verify(Register(new SoftwareAuthenticator { Attestation = format, Aaguid = Model }), Blob(entry));

    private static (RegistrationResponse Response, RegistrationCeremony Ceremony) Register(SoftwareAuthenticator authenticator)
    {
        var ceremony = RegistrationCeremony.Example();
        var made = authenticator.Register(ceremony);
        return (RegistrationResponse.Parse(made.ToJsonElement()).ShouldBeOfType<ParsedRegistration.Accepted>().Response, ceremony);
    }

    private static CeremonyFailureCode? Verify((RegistrationResponse Response, RegistrationCeremony Ceremony) made, MetadataBlob blob)
    {
        var expectations = FaultJudge.Strict(made.Ceremony) with { At = At, TrustAnchors = [], AcceptUncertified = false, Metadata = blob };
        return (new AttestationVerifier().Verify(made.Response, expectations) as RegistrationVerdict.Refused)?.Failure.Code;
    }

    private static MetadataBlob Blob(params JsonObject[] entries) =>
        MetadataBlob.Read(Service.Sign(SignedMetadata.Payload([.. entries.Select(entry => entry.DeepClone().AsObject())])), [Service.Root], At)
            .ShouldBeOfType<MetadataReading.Accepted>().Blob;

    private static MetadataFaultCode Read(byte[] blob, X509Certificate2? root = null) =>
        MetadataBlob.Read(blob, [root ?? Service.Root], At).ShouldBeOfType<MetadataReading.Refused>().Code;
}
