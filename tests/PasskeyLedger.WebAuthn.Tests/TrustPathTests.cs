using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn.Attestation;
using Shared = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Section 7.1 step 24: which certificates lead to which anchors.</summary>
public sealed class TrustPathTests
{
    private const string Step = "7.1 step 24";
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Shared Authority = new("Trust Path");
    private static readonly byte[] Leaf = Authority.Certify(new AttestationCertificateTemplate { Aaguid = Guid.NewGuid() }, AuthenticatorKey.Shared(-7));

    [Fact]
    public void a_path_leads_over_an_intermediate_to_its_root() => Follow([Leaf, Authority.Intermediate.RawData], Authority.Root).ShouldBeNull();

    [Fact]
    public void without_its_intermediate_a_path_does_not_lead_to_the_root() =>
        Follow([Leaf], Authority.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void an_intermediate_can_be_the_anchor(bool sent)
    {
        Follow(sent ? [Leaf, Authority.Intermediate.RawData] : [Leaf], Authority.Intermediate).ShouldBeNull();
        Follow(sent ? [Leaf, Authority.Intermediate.RawData, Authority.Root.RawData] : [Leaf], Authority.Intermediate).ShouldBeNull();
    }

    [Fact]
    public void a_certificate_can_be_the_anchor_itself()
    {
        using var leaf = X509CertificateLoader.LoadCertificate(Leaf);
        Follow([Leaf], leaf).ShouldBeNull();
    }

    [Fact]
    public void an_issuer_of_the_same_name_is_not_the_issuer()
    {
        // Same names all the way, other keys.
        var namesake = new Shared("Trust Path");
        namesake.Intermediate.SubjectName.RawData.ShouldBe(Authority.Intermediate.SubjectName.RawData);

        Follow([Leaf], namesake.Intermediate).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([Leaf, namesake.Intermediate.RawData], namesake.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([Leaf, namesake.Intermediate.RawData], namesake.Intermediate).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([Leaf, Authority.Intermediate.RawData], namesake.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([Leaf, Authority.Intermediate.RawData], namesake.Root, Authority.Root).ShouldBeNull();
    }

    [Fact]
    public void a_certificate_that_is_no_authority_issues_nothing()
    {
        var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = X509CertificateLoader.LoadCertificate(
            Authority.Certify(new AttestationCertificateTemplate { Aaguid = Guid.Empty }, EcKeys.From(issuerKey, -7)));
        var request = new CertificateRequest("CN=Issued by a leaf", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        var issued = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), At.AddYears(-1), At.AddYears(1), [1]).RawData;

        Follow([issued, issuer.RawData, Authority.Intermediate.RawData], Authority.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([issued, issuer.RawData], Authority.Intermediate).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
    }

    [Fact]
    public void an_anchor_is_a_name_and_a_key_whatever_else_its_certificate_lacks()
    {
        FollowTo().ShouldBeNull();
        FollowTo(new X509BasicConstraintsExtension(true, false, 0, critical: true)).ShouldBeNull();
        FollowTo(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)).ShouldBeNull();
        FollowTo(
            new X509BasicConstraintsExtension(true, false, 0, critical: true),
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)).ShouldBeNull();
    }

    [Fact]
    public void an_anchor_that_says_that_it_issues_nothing_issues_nothing()
    {
        FollowTo(new X509BasicConstraintsExtension(false, false, 0, critical: true)).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        FollowTo(new X509BasicConstraintsExtension(true, true, 0, critical: true)).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
    }

    [Fact]
    public void behind_an_anchor_nothing_matters()
    {
        var (earlier, later, issue) = RenewedRoot(expired: At.AddDays(-1));
        var issued = issue(At.AddYears(1));
        using var intermediate = X509CertificateLoader.LoadCertificate(issued.Der);

        Follow([issued.Leaf, issued.Der, earlier.RawData], intermediate).ShouldBeNull();
        Follow([issued.Leaf, issued.Der, later.RawData], intermediate).ShouldBeNull();
        Follow([issued.Leaf, issued.Der], intermediate).ShouldBeNull();
    }

    [Fact]
    public void a_root_that_is_sent_along_may_have_expired_where_the_anchor_is_a_later_one_of_its_key()
    {
        var (earlier, later, issue) = RenewedRoot(expired: At.AddDays(-1));
        var intermediate = issue(At.AddYears(1));
        byte[][] path = [intermediate.Leaf, intermediate.Der, earlier.RawData];

        Follow(path, later).ShouldBeNull();
        Follow(path, Authority.Root, later).ShouldBeNull();
        Follow(path).ShouldBeNull();
        Follow(path, earlier).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored, "an anchor has a time of its own");
        Follow(path, Authority.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
    }

    [Fact]
    public void an_intermediate_or_an_end_may_not_have_expired()
    {
        var (earlier, later, issue) = RenewedRoot(expired: At.AddDays(-1));
        var intermediate = issue(At.AddDays(-1));

        Follow([intermediate.Leaf, intermediate.Der, earlier.RawData], later).ShouldBe(CeremonyFailureCode.CertificateExpired);
        Follow([earlier.RawData], later).ShouldBe(CeremonyFailureCode.CertificateExpired);
    }

    [Fact]
    public void what_was_followed_to_an_anchor_holds_no_longer_than_the_anchor()
    {
        var (earlier, _, issue) = RenewedRoot(expired: At.AddDays(1));
        var intermediate = issue(At.AddYears(1));
        ReadOnlyMemory<byte>[] path = [intermediate.Leaf, intermediate.Der, earlier.RawData];

        Follow(path, At, earlier).ShouldBeNull();
        Follow(path, At.AddDays(2), earlier).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
    }

    [Fact]
    public void what_was_followed_once_is_remembered_for_as_long_as_it_holds()
    {
        var validFrom = At.AddDays(-1);
        var leaf = Authority.Certify(
            new AttestationCertificateTemplate { Aaguid = Guid.NewGuid(), NotBefore = validFrom, NotAfter = At.AddDays(1) },
            AuthenticatorKey.Shared(-7));
        byte[][] path = [leaf, Authority.Intermediate.RawData];
        ReadOnlyMemory<byte>[] certificates = [leaf, Authority.Intermediate.RawData];
        var key = TrustPathCache.KeyOf(certificates, [Authority.Root], []);

        TrustPathCache.IsKnownGood(key, At).ShouldBeFalse();
        Follow(path, Authority.Root).ShouldBeNull();
        TrustPathCache.IsKnownGood(key, At).ShouldBeTrue();
        Follow(path, Authority.Root).ShouldBeNull();

        // Neither at another time, nor to another anchor, nor without one of its certificates.
        Follow(certificates, At.AddDays(2), Authority.Root).ShouldBe(CeremonyFailureCode.CertificateExpired);
        Follow(certificates, At.AddDays(-2), Authority.Root).ShouldBe(CeremonyFailureCode.CertificateNotYetValid);
        Follow(path, Shared.Shared.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
        Follow([leaf], Authority.Root).ShouldBe(CeremonyFailureCode.TrustPathNotAnchored);
    }

    [Fact]
    public void what_is_not_likely_to_come_again_is_not_remembered()
    {
        var leaf = Authority.Certify(new AttestationCertificateTemplate { Aaguid = Guid.NewGuid() }, AuthenticatorKey.Shared(-7));
        ReadOnlyMemory<byte>[] path = [leaf, Authority.Intermediate.RawData];

        TrustPath.Follow(path, [Authority.Root], [], At, Step, recurs: false).ShouldBeNull();

        TrustPathCache.IsKnownGood(TrustPathCache.KeyOf(path, [Authority.Root], []), At).ShouldBeFalse();
    }

    [Fact]
    public void the_memory_of_paths_is_bounded()
    {
        for (var i = 0; i <= TrustPathCache.Capacity; i++)
            TrustPathCache.Add($"{nameof(the_memory_of_paths_is_bounded)} {i}", Validity.Always);

        TrustPathCache.Count.ShouldBeLessThanOrEqualTo(TrustPathCache.Capacity);
    }

    /// <summary>Two certificates of one root, and what makes an intermediate by it and the certificate of an end.</summary>
    private static (X509Certificate2 Earlier, X509Certificate2 Later, Func<DateTimeOffset, (byte[] Der, byte[] Leaf)> Issue) RenewedRoot(
        DateTimeOffset expired)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = IssuerRequest("CN=Renewed Root", key);
        var earlier = request.CreateSelfSigned(At.AddYears(-9), expired);
        var later = request.CreateSelfSigned(At.AddYears(-2), At.AddYears(9));
        return (earlier, later, Issue);

        (byte[] Der, byte[] Leaf) Issue(DateTimeOffset until)
        {
            var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var issuer = IssuerRequest("CN=Renewed Intermediate", issuerKey).Create(
                later.SubjectName, X509SignatureGenerator.CreateForECDsa(key), At.AddYears(-1), until, [1]);
            using var leaf = new CertificateRequest("CN=End", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256).Create(
                issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), At.AddYears(-1), At.AddYears(1), [2]);
            return (issuer.RawData, leaf.RawData);
        }
    }

    /// <summary>Over an intermediate to a root that has these extensions and no others.</summary>
    private static CeremonyFailureCode? FollowTo(params X509Extension[] extensions)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Bare Root", key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        using var anchor = request.CreateSelfSigned(At.AddYears(-1), At.AddYears(1));
        var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = IssuerRequest("CN=Below", issuerKey).Create(
            anchor.SubjectName, X509SignatureGenerator.CreateForECDsa(key), At.AddYears(-1), At.AddYears(1), [1]);
        using var leaf = new CertificateRequest("CN=End", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256).Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), At.AddYears(-1), At.AddYears(1), [2]);
        return Follow([leaf.RawData, issuer.RawData], Authority.Root, anchor);
    }

    private static CertificateRequest IssuerRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request;
    }

    private static CeremonyFailureCode? Follow(byte[][] path, params X509Certificate2[] anchors) =>
        Follow([.. path.Select(der => (ReadOnlyMemory<byte>)der)], At, anchors);

    private static CeremonyFailureCode? Follow(ReadOnlyMemory<byte>[] path, DateTimeOffset at, params X509Certificate2[] anchors) =>
        TrustPath.Follow(path, anchors, [], at, Step, recurs: true)?.Code;
}
