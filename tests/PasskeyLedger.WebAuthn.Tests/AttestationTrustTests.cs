using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Section 7.1 steps 23 and 24.</summary>
public sealed class AttestationTrustTests
{
    private static readonly AttestationAuthority Authority = new();
    private static readonly AttestationAuthority OtherAuthority = new();
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void an_attestation_that_chains_to_an_anchor_is_trusted() =>
        Packed().ShouldBeVerified(e => e with { TrustAnchors = [OtherAuthority.Root, Authority.Root] })
            .TrustLevel.ShouldBe(AttestationTrustLevel.Trusted);

    [Fact]
    public void an_attestation_certificate_can_be_an_anchor_itself()
    {
        var certificate = Authority.Issue(Key);
        AttestationAuthority.Packed(Key, -7, certificate.RawData).ShouldBeVerified(e => e with { TrustAnchors = [certificate] })
            .TrustLevel.ShouldBe(AttestationTrustLevel.Trusted);
    }

    [Fact]
    public void a_root_that_comes_with_the_attestation_is_no_anchor() =>
        ShouldFail(
            AttestationAuthority.Packed(Key, -7, Authority.Issue(Key).RawData, Authority.Root.RawData),
            CeremonyFailureCode.TrustPathNotAnchored,
            e => e with { TrustAnchors = [OtherAuthority.Root] });

    [Fact]
    public void certificates_are_valid_at_the_ceremonys_time()
    {
        var certificate = Authority.Issue(
            Key, notBefore: MadeRegistration.At.AddDays(-1), notAfter: MadeRegistration.At.AddDays(1)).RawData;
        var made = AttestationAuthority.Packed(Key, -7, certificate);

        made.ShouldBeVerified(e => e with { At = MadeRegistration.At.AddDays(-1) });
        made.ShouldBeVerified(e => e with { At = MadeRegistration.At.AddDays(1) });
        ShouldFail(made, CeremonyFailureCode.CertificateNotYetValid, e => e with { At = MadeRegistration.At.AddDays(-1).AddSeconds(-1) });
        ShouldFail(made, CeremonyFailureCode.CertificateExpired, e => e with { At = MadeRegistration.At.AddDays(1).AddSeconds(1) });
    }

    [Fact]
    public void the_ceremonys_time_counts_and_not_todays()
    {
        var certificate = Authority.Issue(
            Key, notBefore: MadeRegistration.At.AddYears(-9), notAfter: MadeRegistration.At.AddYears(-8)).RawData;

        AttestationAuthority.Packed(Key, -7, certificate)
            .ShouldBeVerified(e => e with { At = MadeRegistration.At.AddYears(-9).AddDays(1), TrustAnchors = [Authority.Root] })
            .TrustLevel.ShouldBe(AttestationTrustLevel.Trusted);
    }

    [Fact]
    public void with_anchors_self_attestation_is_refused() =>
        ShouldFail(
            new MadeRegistration().SelfAttested(), CeremonyFailureCode.AttestationNotTrusted, e => e with { TrustAnchors = [Authority.Root] });

    [Fact]
    public void with_anchors_no_attestation_is_accepted_only_where_it_is_listed()
    {
        ShouldFail(new(), CeremonyFailureCode.AttestationNotTrusted, e => e with { TrustAnchors = [Authority.Root] });
        new MadeRegistration().ShouldBeVerified(e => e with { TrustAnchors = [Authority.Root], AcceptedFormats = ["none", "packed"] })
            .TrustLevel.ShouldBe(AttestationTrustLevel.None);
    }

    [Fact]
    public void recorded_packed_attestations_of_the_specification_chain_to_its_root()
    {
        Recordings.Require();
        var recordings = Recordings.All
            .Where(r => r.Source == "w3c" && r.Name is "packed-es256" or "packed-es384" or "packed-es512" or "packed-rs256")
            .ToArray();
        recordings.Length.ShouldBe(4);
        foreach (var recording in recordings)
        {
            var response = RegistrationResponse.Parse(recording.Credential).ShouldBeOfType<ParsedRegistration.Accepted>().Response;
            var root = recording.Fields.GetProperty("trustRoots").EnumerateArray().Select(Root).ToArray();

            new AttestationVerifier().Verify(response, recording.Read().Expectations with { TrustAnchors = root })
                .ShouldBeOfType<RegistrationVerdict.Verified>().Credential.TrustLevel.ShouldBe(AttestationTrustLevel.Trusted);
            new AttestationVerifier().Verify(response, recording.Read().Expectations with { TrustAnchors = [Authority.Root] })
                .ShouldBeOfType<RegistrationVerdict.Refused>().Failure.Code.ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        }
    }

    private static X509Certificate2 Root(JsonElement base64Url) =>
        X509CertificateLoader.LoadCertificate(System.Buffers.Text.Base64Url.DecodeFromChars(base64Url.GetString()));

    private static MadeRegistration Packed() => AttestationAuthority.Packed(Key, -7, Authority.Issue(Key).RawData);

    private static void ShouldFail(
        MadeRegistration made, CeremonyFailureCode code, Func<RegistrationExpectations, RegistrationExpectations> expecting)
    {
        var failure = made.ShouldBeRefused(expecting);
        failure.Code.ShouldBe(code);
        failure.Step.ShouldBe("7.1 step 24");
    }
}
