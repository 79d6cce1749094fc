using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Trust;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Trust;

public sealed class PoolTrustsTests : IDisposable
{
    private const int FileRead = 2201;
    private const int FileFaulty = 2202;
    private const int MetadataOutdated = 2203;
    private const int FileFailed = 2204;

    private static readonly Guid Model = new("01020304-0506-0708-0102-030405060708");

    private readonly TrustFolder folder = new();

    [Fact]
    public void a_pool_trusts_what_all_of_its_files_hold()
    {
        var pool = TrustFolder.Pool(
            "pool", metadata: null, folder.Anchors("a.pem", One.Root, One.Intermediate), folder.Anchors("b.pem", Other.Root));
        var without = TrustFolder.Pool("without", metadata: null);

        var trusts = folder.Trusts(pool, without);

        Subjects(trusts, pool).ShouldBe([One.Root.Subject, One.Intermediate.Subject, Other.Root.Subject]);
        trusts.Of(without).Anchors.ShouldBeEmpty();
        trusts.Of(without).Metadata.ShouldBeNull();
        trusts.HasFiles.ShouldBeTrue();
        folder.Trusts(without).HasFiles.ShouldBeFalse();
    }

    [Fact]
    public void a_file_that_cannot_be_used_at_start_is_named()
    {
        var file = folder.Text("a.pem", "no certificate");

        Should.Throw<TrustFileException>(() => folder.Trusts(TrustFolder.Pool("pool", metadata: null, file)))
            .Message.ShouldBe($"The trust file {file} holds no certificate in PEM form.");
    }

    [Fact]
    public void a_file_may_hold_what_its_certificates_have_revoked()
    {
        var list = PemEncoding.WriteString("X509 CRL", One.Revoke(byRoot: true, One.Intermediate));
        var pool = TrustFolder.Pool("pool", metadata: null, folder.Text("a.pem", One.Root.ExportCertificatePem() + "\n" + list));

        var trusts = folder.Trusts(pool);

        Subjects(trusts, pool).ShouldBe([One.Root.Subject]);
        trusts.Of(pool).RevocationLists.Count.ShouldBe(1);
    }

    [Fact]
    public void a_list_of_what_is_revoked_that_is_none_is_told()
    {
        var file = folder.Text("a.pem", One.Root.ExportCertificatePem() + "\n" + PemEncoding.WriteString("X509 CRL", [0x30, 0x00]));

        Should.Throw<TrustFileException>(() => folder.Trusts(TrustFolder.Pool("pool", metadata: null, file)))
            .Message.ShouldBe($"The trust file {file} holds a revocation list (X509 CRL) that cannot be read.");
    }

    [Fact]
    public void a_file_that_changes_is_read_again_and_one_that_does_not_is_not()
    {
        var pool = TrustFolder.Pool("pool", metadata: null, folder.Anchors("a.pem", One.Root));
        var trusts = folder.Trusts(pool);

        trusts.Refresh(evenUnchanged: false);
        folder.Logged().ShouldBeEmpty();

        folder.Anchors("a.pem", Other.Root, Other.Intermediate);
        trusts.Refresh(evenUnchanged: false);
        Subjects(trusts, pool).ShouldBe([Other.Root.Subject, Other.Intermediate.Subject]);
        folder.Logged().ShouldBe([FileRead]);
    }

    [Fact]
    public void a_file_that_seems_unchanged_is_read_when_it_is_asked_for()
    {
        var file = folder.Anchors("a.pem", One.Root);
        var pool = TrustFolder.Pool("pool", metadata: null, file);
        var trusts = folder.Trusts(pool);
        var (writtenAt, length) = (File.GetLastWriteTimeUtc(file), new FileInfo(file).Length);
        folder.Anchors("a.pem", Other.Root);
        File.SetLastWriteTimeUtc(file, writtenAt);
        new FileInfo(file).Length.ShouldBe(length);

        trusts.Refresh(evenUnchanged: false);
        Subjects(trusts, pool).ShouldBe([One.Root.Subject]);

        trusts.Refresh(evenUnchanged: true);
        Subjects(trusts, pool).ShouldBe([Other.Root.Subject]);
    }

    [Fact]
    public void a_file_behind_a_link_that_is_turned_is_read_again()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("links need a privilege on Windows");
        foreach (var (name, root) in new[] { ("first", One.Root), ("second", Other.Root) })
        {
            Directory.CreateDirectory(folder.PathOf(name));
            folder.Anchors(Path.Combine(name, "a.pem"), root);
        }

        Directory.CreateSymbolicLink(folder.PathOf("now"), "first");
        var pool = TrustFolder.Pool("pool", metadata: null, folder.PathOf(Path.Combine("now", "a.pem")));
        var trusts = folder.Trusts(pool);

        Directory.Delete(folder.PathOf("now"));
        Directory.CreateSymbolicLink(folder.PathOf("now"), "second");
        trusts.Refresh(evenUnchanged: false);

        Subjects(trusts, pool).ShouldBe([Other.Root.Subject]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void a_faulty_file_leaves_what_was_read_in_force_and_is_logged_once_until_it_is_good_again(string? content)
    {
        var file = folder.Anchors("a.pem", One.Root);
        var pool = TrustFolder.Pool("pool", metadata: null, file);
        var trusts = folder.Trusts(pool);

        if (content is null)
            File.Delete(file);
        else
            folder.Text("a.pem", content);
        trusts.Refresh(evenUnchanged: false);
        trusts.Refresh(evenUnchanged: false);
        Subjects(trusts, pool).ShouldBe([One.Root.Subject]);
        folder.Logged().ShouldBe([FileFaulty]);

        folder.Anchors("a.pem", Other.Root);
        trusts.Refresh(evenUnchanged: false);
        Subjects(trusts, pool).ShouldBe([Other.Root.Subject]);
        folder.Logged().ShouldBe([FileRead]);
    }

    [Fact]
    public void a_file_that_fails_in_a_way_that_nobody_foresaw_ends_nothing_and_keeps_no_other_from_being_read()
    {
        var clock = new StumblingClock();
        var pool = TrustFolder.Pool("pool", folder.Blob("blob.jwt", 1), folder.Anchors("a.pem", TrustFolder.Metadata.Root));
        var trusts = new PoolTrusts([pool], clock, folder);
        folder.Logged();

        folder.Anchors("a.pem", TrustFolder.Metadata.Root, Other.Root);
        folder.Blob("blob.jwt", 2);
        clock.Stumbles = true;
        trusts.Refresh(evenUnchanged: false);

        folder.Logged().ShouldBe([FileRead, FileFailed]);
        trusts.Of(pool).Metadata.ShouldNotBeNull().Number.ShouldBe(1);
        Subjects(trusts, pool).ShouldContain(Other.Root.Subject);
    }

    [Fact]
    public void metadata_signed_under_an_anchor_of_the_pool_is_in_force()
    {
        var pool = TrustFolder.Pool("pool", folder.Blob("blob.jwt", 1), folder.Anchors("a.pem", TrustFolder.Metadata.Root));
        var trusts = folder.Trusts(pool);
        trusts.Of(pool).Metadata.ShouldNotBeNull().Find(Model, []).ShouldBeNull();

        folder.Blob("blob.jwt", 2, SignedMetadata.Entry(Model, One.Root));
        trusts.Refresh(evenUnchanged: false);

        trusts.Of(pool).Metadata.ShouldNotBeNull().Find(Model, []).ShouldNotBeNull().Description.ShouldBe("A software authenticator");
        folder.Logged().ShouldBe([FileRead]);
    }

    [Fact]
    public void metadata_signed_under_another_root_is_refused() =>
        Should.Throw<TrustFileException>(() => folder.Trusts(TrustFolder.Pool("pool", folder.Blob("blob.jwt", 1), folder.Anchors("a.pem", One.Root))))
            .Message.ShouldContain("is refused as FIDO metadata (NotTrusted)");

    [Fact]
    public void metadata_with_a_lower_number_does_not_replace_newer()
    {
        var pool = TrustFolder.Pool("pool", folder.Blob("blob.jwt", 2), folder.Anchors("a.pem", TrustFolder.Metadata.Root));
        var trusts = folder.Trusts(pool);

        folder.Blob("blob.jwt", 1, SignedMetadata.Entry(Model, One.Root));
        trusts.Refresh(evenUnchanged: true);

        trusts.Of(pool).Metadata.ShouldNotBeNull().Number.ShouldBe(2);
        folder.Logged().ShouldBe([FileRead, FileFaulty]);
    }

    [Fact]
    public void metadata_past_its_time_stays_in_force_and_is_logged()
    {
        folder.Time.Advance(TimeSpan.FromDays(60));

        var pool = TrustFolder.Pool("pool", folder.Blob("blob.jwt", 1), folder.Anchors("a.pem", TrustFolder.Metadata.Root));

        folder.Trusts(pool).Of(pool).Metadata.ShouldNotBeNull();
        folder.Logged().ShouldBe([MetadataOutdated]);
    }

    [Fact]
    public void pools_that_name_the_same_files_share_what_they_hold()
    {
        var (anchors, blob) = (folder.Anchors("a.pem", TrustFolder.Metadata.Root), folder.Blob("blob.jwt", 1));
        UserPoolSettings[] pools =
        [
            TrustFolder.Pool("one", blob, anchors), TrustFolder.Pool("two", blob, anchors), TrustFolder.Pool("three", metadata: null, anchors),
        ];
        var trusts = folder.Trusts(pools);

        trusts.Of(pools[1]).ShouldBeSameAs(trusts.Of(pools[0]));
        trusts.Of(pools[2]).Metadata.ShouldBeNull();
    }

    [Fact]
    public void the_root_of_fidos_metadata_is_the_one_that_fido_names() =>
        MetadataFile.FidoRoot.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)
            .ShouldBe("CBB522D7B7F127AD6A0113865BDF1CD4102E7D0759AF635A7CF4720DC963C53B");

    [Fact]
    public async Task the_files_are_looked_at_every_few_seconds_until_the_service_stops()
    {
        var pool = TrustFolder.Pool("pool", metadata: null, folder.Anchors("a.pem", One.Root));
        var trusts = folder.Trusts(pool);
        using var reload = new TrustReload(trusts, folder.Time);
        await reload.StartAsync(TestContext.Current.CancellationToken);

        folder.Anchors("a.pem", Other.Root, Other.Intermediate);
        folder.Time.Advance(TrustReload.Interval - TimeSpan.FromTicks(1));
        Subjects(trusts, pool).ShouldBe([One.Root.Subject]);
        folder.Time.Advance(TimeSpan.FromTicks(1));
        Subjects(trusts, pool).ShouldBe([Other.Root.Subject, Other.Intermediate.Subject]);

        await reload.StopAsync(TestContext.Current.CancellationToken);
        folder.Anchors("a.pem", One.Root);
        folder.Time.Advance(TrustReload.Interval);
        Subjects(trusts, pool).ShouldBe([Other.Root.Subject, Other.Intermediate.Subject]);
    }

    public void Dispose() => folder.Dispose();

    private static AttestationAuthority One => TrustFolder.One;

    private static AttestationAuthority Other => TrustFolder.Other;

    private static IEnumerable<string> Subjects(PoolTrusts trusts, UserPoolSettings pool) =>
        trusts.Of(pool).Anchors.Select(static (X509Certificate2 anchor) => anchor.Subject);

    /// <summary>Fails once when it is told to, in the midst of reading metadata.</summary>
    private sealed class StumblingClock : TimeProvider
    {
        public bool Stumbles { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (!Stumbles)
                return new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
            Stumbles = false;
            throw new InvalidOperationException("nobody foresaw this");
        }
    }
}
