using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Attestation;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>RFC 5280 section 7.1: which names are one.</summary>
public sealed class IssuerNameTests
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string UniqueIdentifier = "2.5.4.45";
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Root = Name(UniversalTagNumber.PrintableString, (Organization, "Example Makers"), (CommonName, "Example Root"));

    [Fact]
    public void case_string_type_and_spaces_do_not_matter()
    {
        ShouldBeSame(true, Name(UniversalTagNumber.UTF8String, (Organization, "Example Makers"), (CommonName, "Example Root")));
        ShouldBeSame(true, Name(UniversalTagNumber.BMPString, (Organization, "EXAMPLE makers"), (CommonName, " Example   Root ")));
        ShouldBeSame(true, Root);
    }

    [Fact]
    public void attributes_values_and_their_order_do()
    {
        ShouldBeSame(false, Name(UniversalTagNumber.PrintableString, (CommonName, "Example Root"), (Organization, "Example Makers")));
        ShouldBeSame(false, Name(UniversalTagNumber.PrintableString, (Organization, "Example Makers"), (Organization, "Example Root")));
        ShouldBeSame(false, Name(UniversalTagNumber.PrintableString, (Organization, "Example Makers")));
        ShouldBeSame(false, Name(UniversalTagNumber.PrintableString, (Organization, "ExampleMakers"), (CommonName, "Example Root")));
        ShouldBeSame(false, []);
        ShouldBeSame(false, [0x30, 0x03, 0x01, 0x01, 0xFF]);
    }

    [Fact]
    public void what_is_no_text_is_compared_byte_by_byte()
    {
        static byte[] OfBits(byte bits)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            using (writer.PushSetOf())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(UniqueIdentifier);
                writer.WriteBitString([bits]);
            }

            return writer.Encode();
        }

        IssuerName.IsSame(OfBits(0x41), OfBits(0x41)).ShouldBeTrue();
        IssuerName.IsSame(OfBits(0x41), OfBits(0x61)).ShouldBeFalse();
    }

    [Fact]
    public void attributes_of_one_relative_name_have_no_order()
    {
        static byte[] Pair(params (UniversalTagNumber Type, string Text)[] values)
        {
            var writer = new AsnWriter(AsnEncodingRules.BER);
            using (writer.PushSequence())
            using (writer.PushSetOf())
            {
                foreach (var (type, text) in values)
                    Write(writer, type, Organization, text);
            }

            return writer.Encode();
        }

        IssuerName.IsSame(
            Pair((UniversalTagNumber.UTF8String, "a"), (UniversalTagNumber.PrintableString, "b")),
            Pair((UniversalTagNumber.PrintableString, "A"), (UniversalTagNumber.UTF8String, "B"))).ShouldBeTrue();
    }

    [Fact]
    public void a_path_leads_to_an_anchor_whose_name_its_certificate_writes_otherwise() => Follow(revoked: false).ShouldBeNull();

    [Fact]
    public void a_list_revokes_what_names_its_issuer_otherwise() => Follow(revoked: true).ShouldBe(CeremonyFailureCode.CertificateRevoked);

    private static CeremonyFailureCode? Follow(bool revoked)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(Root), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var root = request.CreateSelfSigned(At.AddYears(-1), At.AddYears(1));
        var otherwise = new X500DistinguishedName(
            Name(UniversalTagNumber.UTF8String, (Organization, "example makers"), (CommonName, "Example  Root")));
        using var leaf = new CertificateRequest("CN=End", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256).Create(
            otherwise, X509SignatureGenerator.CreateForECDsa(key), At.AddYears(-1), At.AddYears(1), [2]);
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry(revoked ? leaf : root);
        var list = builder.Build(root, 1, At.AddYears(1), HashAlgorithmName.SHA256, null, At.AddDays(-1));

        return TrustPath.Follow([leaf.RawData], [root], [RevocationList.Read(list).ShouldNotBeNull()], At, "7.1 step 24", recurs: false)?.Code;
    }

    private static void ShouldBeSame(bool expected, byte[] name)
    {
        IssuerName.IsSame(Root, name).ShouldBe(expected);
        IssuerName.IsSame(name, Root).ShouldBe(expected);
    }

    private static byte[] Name(UniversalTagNumber type, params (string Oid, string Text)[] attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var (oid, text) in attributes)
            {
                using (writer.PushSetOf())
                    Write(writer, type, oid, text);
            }
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, UniversalTagNumber type, string oid, string text)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(type, text);
        }
    }
}
