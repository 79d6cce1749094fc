using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn.Metadata;
using PasskeyLedger.WebAuthn.Tests.Faults;
using Shared = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Section 8.6 step 5: what a U2F authenticator signs has no AAGUID in it, so whatever is stated beside it is attested by nobody.</summary>
public sealed class U2fModelTests
{
    private static readonly Guid Model = new("01020304-0506-0708-0102-030405060708");
    private static readonly StatingU2f U2f = new(new FidoU2fAttestation());
    private static readonly SignedMetadata Service = new();

    [Fact]
    public void a_stated_aaguid_is_no_fault() => Judge(U2f, e => e).ShouldBeNull();

    [Fact]
    public void a_stated_aaguid_is_not_one_that_is_allowed()
    {
        Judge(U2f, e => e with { AllowedAaguids = [Model] }).ShouldBe(CeremonyFailureCode.AaguidNotAllowed);
        Judge(U2f, e => e with { AllowedAaguids = [Model], TrustAnchors = [] }).ShouldBe(CeremonyFailureCode.AaguidNotAllowed);
        Judge(U2f, e => e with { AllowedAaguids = [Guid.Empty] }).ShouldBeNull();
        Judge(new PackedAttestation(), e => e with { AllowedAaguids = [Model] }).ShouldBeNull();
    }

    [Fact]
    public void a_stated_aaguid_is_denied_as_any_other_and_so_is_the_one_of_zeros()
    {
        Judge(U2f, e => e with { DeniedAaguids = [Model] }).ShouldBe(CeremonyFailureCode.AaguidDenied);
        Judge(U2f, e => e with { DeniedAaguids = [Guid.Empty] }).ShouldBe(CeremonyFailureCode.AaguidDenied);
    }

    [Fact]
    public void a_stated_aaguid_hides_no_report_on_the_model_that_the_certificate_tells()
    {
        var known = ByCertificate();
        var revoked = ByCertificate(SignedMetadata.Report("REVOKED"));
        var stated = SignedMetadata.Entry(Model, Shared.Shared.Root);

        Judge(U2f, ByMetadata(known, stated)).ShouldBeNull();
        Judge(U2f, ByMetadata(revoked, stated)).ShouldBe(CeremonyFailureCode.AuthenticatorStatusRefused);
        Judge(U2f, ByMetadata(stated)).ShouldBe(CeremonyFailureCode.AuthenticatorNotInMetadata);
    }

    [Fact]
    public void in_a_compound_the_aaguid_is_stood_for_by_a_statement_that_covers_it_and_is_trusted_as_much()
    {
        Judge(Both(new PackedAttestation()), e => e with { AllowedAaguids = [Model] }).ShouldBeNull();
        Judge(Both(new PackedAttestation { Authority = new Shared("Somebody") }), e => e with { AllowedAaguids = [Model] })
            .ShouldBe(CeremonyFailureCode.AaguidNotAllowed);
        Judge(Both(new PackedSelfAttestation()), e => e with { AllowedAaguids = [Model] }).ShouldBe(CeremonyFailureCode.AaguidNotAllowed);
        Judge(Both(new PackedSelfAttestation()), e => e).ShouldBeNull();

        static CompoundAttestation Both(IAttestationFormat other) => new() { Formats = [other, U2f] };
    }

    [Fact]
    public void in_a_compound_a_model_that_the_metadata_does_not_know_by_its_certificate_is_no_fault_where_another_statement_is_trusted() =>
        Judge(
            new CompoundAttestation { Formats = [new PackedAttestation(), U2f] },
            ByMetadata(SignedMetadata.Entry(Model, Shared.Shared.Root))).ShouldBeNull();

    private static CeremonyFailureCode? Judge(IAttestationFormat format, Func<RegistrationExpectations, RegistrationExpectations> expecting) =>
        FaultJudge.Judge(
            new SoftwareAuthenticator { Attestation = format, Aaguid = Model }, strict => expecting(strict with { RequireZeroU2fAaguid = false }))?.Code;

    private static Func<RegistrationExpectations, RegistrationExpectations> ByMetadata(params JsonObject[] entries) => e => e with
    {
        TrustAnchors = [],
        Metadata = MetadataBlob.Read(
            Service.Sign(SignedMetadata.Payload([.. entries.Select(entry => entry.DeepClone().AsObject())])), [Service.Root], e.At)
            .ShouldBeOfType<MetadataReading.Accepted>().Blob,
    };

    /// <summary>The model that the attesting certificate's key tells.</summary>
    private static JsonObject ByCertificate(params JsonObject[] reports)
    {
        using var attesting = X509CertificateLoader.LoadCertificate(Shared.Shared.Issue(new FidoU2fAttestation().Certificate).Der);
        var identifier = CryptographicOperations.HashData(HashAlgorithmName.SHA1, attesting.PublicKey.EncodedKeyValue.RawData);
        var entry = SignedMetadata.Entry(Guid.Empty, Shared.Shared.Root, "basic_full", reports);
        entry.Remove("aaguid");
        entry["attestationCertificateKeyIdentifiers"] = new JsonArray(Convert.ToHexStringLower(identifier));
        return entry;
    }

    /// <summary>A U2F attestation in whose authenticator data the AAGUID stands that whoever relays it likes.</summary>
    private sealed record StatingU2f(FidoU2fAttestation Inner) : IAttestationFormat
    {
        public string Identifier => Inner.Identifier;

        public byte[] Statement(AttestationInput input) => Inner.Statement(input);
    }
}
