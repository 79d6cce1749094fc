using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Attestation;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// A certificate revocation list (RFC 5280 section 5), given as a file since nothing here asks a network. It counts where the issuer of the
/// certificate in question has signed it, and also after its nextUpdate: what is revoked stays so.
/// </summary>
public sealed class RevocationList
{
    private readonly ReadOnlyMemory<byte> issuer;
    private readonly HashSet<string> serialNumbers = new(StringComparer.Ordinal);
    private readonly ReadOnlyMemory<byte> signedBytes;
    private readonly SignatureAlgorithm algorithm;
    private readonly byte[] signature;

    private RevocationList(byte[] der)
    {
        Digest = SHA256.HashData(der);
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        signedBytes = list.PeekEncodedValue();
        var fields = list.ReadSequence();
        algorithm = ReadAlgorithm(list.ReadSequence());
        signature = list.ReadBitString(out _);

        if (fields.PeekTag() == Asn1Tag.Integer)
            fields.ReadInteger(); // version
        fields.ReadSequence(); // signature, the same as outside
        issuer = fields.ReadEncodedValue();
        ReadTime(fields); // thisUpdate
        if (fields.HasData && IsTime(fields.PeekTag()))
            ReadTime(fields); // nextUpdate
        if (fields.HasData && fields.PeekTag() == Asn1Tag.Sequence)
            ReadRevoked(fields.ReadSequence());
        if (fields.HasData)
            RequireNothingCritical(fields.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)).ReadSequence());
    }

    /// <summary>SHA-256 of the list, which names it.</summary>
    internal ReadOnlyMemory<byte> Digest { get; }

    /// <param name="der">The list in DER.</param>
    /// <returns>null: it is none, or one whose signature can't be verified here, or that revokes under conditions (a delta, an indirect list).</returns>
    public static RevocationList? Read(byte[] der)
    {
        try
        {
            return new RevocationList(der);
        }
        catch (Exception unusable) when (unusable is AsnContentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether the certificate is on the list, and the list is signed by one of these, of the certificate's issuer's name.</summary>
    internal bool Revokes(X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers) =>
        serialNumbers.Contains(Convert.ToHexString(certificate.SerialNumberBytes.Span.TrimStart((byte)0)))
        && IssuerName.IsSame(issuer, certificate.IssuerName.RawData)
        && issuers.Any(IsSignedBy);

    private bool IsSignedBy(X509Certificate2 candidate) =>
        IssuerName.IsSame(issuer, candidate.SubjectName.RawData)
        && AttestationCertificate.ReadKey(candidate, "RFC 5280 6.3", out var key) is null
        && key!.Verifies(algorithm, signedBytes.Span, signature);

    private void ReadRevoked(AsnReader revoked)
    {
        while (revoked.HasData)
        {
            var entry = revoked.ReadSequence();
            serialNumbers.Add(Convert.ToHexString(entry.ReadIntegerBytes().Span.TrimStart((byte)0)));
            ReadTime(entry);
            if (entry.HasData)
                RequireNothingCritical(entry.ReadSequence());
        }
    }

    /// <summary>What is critical changes what the list means (RFC 5280 section 5.2), and none of it is known here.</summary>
    private static void RequireNothingCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean())
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"a critical extension {oid}"));
        }
    }

    private static SignatureAlgorithm ReadAlgorithm(AsnReader identifier) => identifier.ReadObjectIdentifier() switch
    {
        "1.2.840.10045.4.3.2" => SignatureAlgorithm.ES256,
        "1.2.840.10045.4.3.3" => SignatureAlgorithm.ById(-35)!,
        "1.2.840.10045.4.3.4" => SignatureAlgorithm.ById(-36)!,
        "1.2.840.113549.1.1.11" => SignatureAlgorithm.ById(-257)!,
        "1.2.840.113549.1.1.12" => SignatureAlgorithm.ById(-258)!,
        "1.2.840.113549.1.1.13" => SignatureAlgorithm.ById(-259)!,
        var oid => throw new NotSupportedException($"a signature by {oid}"),
    };

    private static bool IsTime(Asn1Tag tag) => tag == Asn1Tag.UtcTime || tag == Asn1Tag.GeneralizedTime;

    private static void ReadTime(AsnReader reader)
    {
        if (reader.PeekTag() == Asn1Tag.UtcTime)
            reader.ReadUtcTime();
        else
            reader.ReadGeneralizedTime();
    }
}
