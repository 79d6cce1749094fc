using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn.Metadata;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;
using Code = PasskeyLedger.WebAuthn.CeremonyFailureCode;
using Issuer = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>
/// The metadata service's group of FIDO's list. It was written when statements lay beside the list and were bound to it by a hash; since
/// Metadata Service 3 the signature covers them.
/// </summary>
public sealed class MetadataTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SignedMetadata Service = new();

    [Fact]
    public void P_1_model_with_valid_metadata_is_accepted() => Accepts(new PackedAttestation(), policy: ByMetadata("basic_full"));

    [Fact]
    public void F_1_statement_was_changed()
    {
        var parts = Encoding.ASCII.GetString(Service.Sign(Payload())).Split('.');
        var payload = Base64Url.DecodeFromChars(parts[1]);
        var changed = Encoding.UTF8.GetString(payload).Replace("basic_full", "basic_fill", StringComparison.Ordinal);

        changed.ShouldContain("basic_fill");
        Reading($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}").ShouldBe(MetadataFaultCode.SignatureInvalid);
    }

    [Fact]
    public void F_2_model_is_reported_as_broken()
    {
        string[] statuses =
        [
            "USER_VERIFICATION_BYPASS", "ATTESTATION_KEY_COMPROMISE", "USER_KEY_REMOTE_COMPROMISE", "USER_KEY_PHYSICAL_COMPROMISE", "REVOKED",
        ];
        foreach (var status in statuses)
            Refuses(new PackedAttestation(), Code.AuthenticatorStatusRefused, By(Payload(SignedMetadata.Report(status))));
    }

    [Fact]
    public void F_3_signature_can_not_be_verified()
    {
        var parts = Encoding.ASCII.GetString(Service.Sign(Payload())).Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        signature[^1] ^= 1;

        Reading($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}").ShouldBe(MetadataFaultCode.SignatureInvalid);
    }

    [Fact]
    public void F_4_chain_can_not_be_verified() =>
        Reading(Encoding.ASCII.GetString(Service.Sign(Payload())), root: new SignedMetadata().Root).ShouldBe(MetadataFaultCode.NotTrusted);

    [Fact]
    public void F_5_intermediate_is_revoked() => Revoked(byRoot: true, Service.Authority.Intermediate).ShouldBe(MetadataFaultCode.NotTrusted);

    [Fact]
    public void F_6_signing_certificate_is_revoked() => Revoked(byRoot: false, Service.Certificate).ShouldBe(MetadataFaultCode.NotTrusted);

    [Fact]
    public void a_list_that_revokes_others_revokes_nothing_here()
    {
        Revoked(byRoot: true, Service.Certificate).ShouldBeNull("the root did not issue the signing certificate");
        Revoked(byRoot: true).ShouldBeNull();
    }

    [Fact]
    public void an_expired_signing_certificate_signs_no_metadata() =>
        Reading(Encoding.ASCII.GetString(Service.Sign(Payload())), at: Now.AddYears(30)).ShouldBe(MetadataFaultCode.NotTrusted);

    [Fact]
    public void metadata_past_its_next_update_is_told_and_still_refuses()
    {
        var payload = Payload(SignedMetadata.Report("REVOKED"));
        payload["nextUpdate"] = "2020-01-01";

        Blob(payload).IsOutdated(Now).ShouldBeTrue();
        Refuses(new PackedAttestation(), Code.AuthenticatorStatusRefused, By(payload));
    }

    [Fact]
    public void a_root_that_is_not_the_entrys_is_no_anchor() =>
        Refuses(new PackedAttestation { Authority = new Issuer("Somebody") }, Code.TrustPathNotAnchored, ByMetadata("basic_full"));

    [Fact]
    public void a_model_without_an_entry_is_not_known()
    {
        var payload = SignedMetadata.Payload(SignedMetadata.Entry(Guid.NewGuid(), Issuer.Shared.Root));
        Refuses(new PackedAttestation(), Code.AuthenticatorNotInMetadata, By(payload));
    }

    [Fact]
    public void a_revoked_attestation_certificate_attests_nothing()
    {
        var authority = new Issuer("Revoking");
        var list = RevocationList.Read(authority.Revoke(byRoot: true, authority.Intermediate)).ShouldNotBeNull();

        Accepts(new PackedAttestation { Authority = authority }, policy: policy => policy with { TrustAnchors = [authority.Root] });
        Refuses(
            new PackedAttestation { Authority = authority },
            Code.CertificateRevoked,
            policy => policy with { TrustAnchors = [authority.Root], RevocationLists = [list] });
    }

    [Fact]
    public void a_list_that_the_issuer_did_not_sign_revokes_nothing()
    {
        // Same names, other keys.
        var authority = new Issuer("Namesake");
        var forged = RevocationList.Read(new Issuer("Namesake").Revoke(byRoot: true, authority.Intermediate)).ShouldNotBeNull();

        Accepts(
            new PackedAttestation { Authority = authority },
            policy: policy => policy with { TrustAnchors = [authority.Root], RevocationLists = [forged] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("30030101FF")]
    public void what_is_no_revocation_list_is_none(string hex) => RevocationList.Read(Convert.FromHexString(hex)).ShouldBeNull();

    [Fact]
    public void a_certificate_is_no_revocation_list() => RevocationList.Read(Service.Root.RawData).ShouldBeNull();

    private static MetadataFaultCode? Revoked(bool byRoot, params X509Certificate2[] certificates)
    {
        var list = RevocationList.Read(Service.Authority.Revoke(byRoot, certificates)).ShouldNotBeNull();
        return (MetadataBlob.Read(Service.Sign(Payload()), [Service.Root], Now, [list]) as MetadataReading.Refused)?.Code;
    }

    private static MetadataFaultCode? Reading(string blob, X509Certificate2? root = null, DateTimeOffset? at = null) =>
        (MetadataBlob.Read(Encoding.ASCII.GetBytes(blob), [root ?? Service.Root], at ?? Now) as MetadataReading.Refused)?.Code;

    private static Func<RegistrationExpectations, RegistrationExpectations> By(JsonObject payload) =>
        policy => policy with { TrustAnchors = [], AcceptUncertified = false, Metadata = Blob(payload) };

    private static MetadataBlob Blob(JsonObject payload) =>
        MetadataBlob.Read(Service.Sign(payload), [Service.Root], Now).ShouldBeOfType<MetadataReading.Accepted>().Blob;

    private static JsonObject Payload(params JsonObject[] reports) =>
        SignedMetadata.Payload(SignedMetadata.Entry(Model, Issuer.Shared.Root, "basic_full", reports));
}
