using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>A manufacturer's attestation PKI: a root, an intermediate, and the certificates that one of them issues.</summary>
public sealed class AttestationAuthority
{
    private static readonly DateTimeOffset NotBefore = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<(ICertificateTemplate, long), Lazy<AttestationCertificate>> issued = new();

    /// <param name="name">Stands in the names of root and intermediate.</param>
    /// <param name="intermediateNotAfter">When the intermediate ends; null: with the root.</param>
    public AttestationAuthority(string name = "PasskeyLedger Tests", DateTimeOffset? intermediateNotAfter = null)
    {
        var rootRequest = AuthorityRequest($"{name} Attestation Root", rootKey);
        Root = rootRequest.CreateSelfSigned(NotBefore, NotAfter);
        Intermediate = AuthorityRequest($"{name} Attestation Intermediate", intermediateKey).Create(
            Root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), NotBefore, intermediateNotAfter ?? NotAfter, SerialNumber());
    }

    /// <summary>The one that the whole process shares.</summary>
    public static AttestationAuthority Shared { get; } = new();

    /// <summary>The trust anchor.</summary>
    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <inheritdoc cref="Issue(ICertificateTemplate, long)"/>
    public AttestationCertificate Issue(AttestationCertificateTemplate template) => Issue(template, template.Algorithm);

    /// <summary>A certificate as the template says, with a key of its own; the same one again for an equal template.</summary>
    public AttestationCertificate Issue(ICertificateTemplate template, long algorithm) =>
        issued.GetOrAdd(
            (template, algorithm),
            wanted => new Lazy<AttestationCertificate>(() =>
            {
                var key = AuthenticatorKey.Create(wanted.Item2);
                return new AttestationCertificate(Certify(wanted.Item1, key), key);
            })).Value;

    /// <summary>A new certificate for a key made elsewhere, in DER.</summary>
    public byte[] Certify(ICertificateTemplate template, AuthenticatorKey key)
    {
        var issuer = template.IsIssuedByRoot ? Root : Intermediate;
        var issuerKey = template.IsIssuedByRoot ? rootKey : intermediateKey;
        using var certificate = template.Request(key).Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuerKey),
            template.NotBefore,
            template.NotAfter,
            SerialNumber());
        return template.Version == 3 ? certificate.RawData : InVersion(template.Version, certificate.RawData, issuerKey);
    }

    /// <summary>What the root or the intermediate has revoked, as a list in DER (RFC 5280 section 5).</summary>
    public byte[] Revoke(bool byRoot, params IReadOnlyList<X509Certificate2> revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
            list.AddEntry(certificate);
        return list.Build(
            (byRoot ? Root : Intermediate).SubjectName,
            X509SignatureGenerator.CreateForECDsa(byRoot ? rootKey : intermediateKey),
            crlNumber: 1,
            NotAfter,
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([1, 2, 3, 4]),
            NotBefore);
    }

    /// <summary>
    /// The same certificate in an earlier version, which <see cref="CertificateRequest"/> can't write: the version is absent for 1
    /// and the extensions are absent for both (RFC 5280 sections 4.1.2.1 and 4.1.2.9), and the signature is made anew.
    /// </summary>
    private static byte[] InVersion(int version, byte[] der, ECDsa issuerKey)
    {
        var versionTag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var extensionsTag = new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true);
        var certificate = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var fields = certificate.ReadSequence();
        var toBeSigned = new AsnWriter(AsnEncodingRules.DER);
        using (toBeSigned.PushSequence())
        {
            if (version > 1)
            {
                using (toBeSigned.PushSequence(versionTag))
                    toBeSigned.WriteInteger(version - 1);
            }

            while (fields.HasData)
            {
                var tag = fields.PeekTag();
                var field = fields.ReadEncodedValue();
                if (tag != versionTag && tag != extensionsTag)
                    toBeSigned.WriteEncodedValue(field.Span);
            }
        }

        var bytes = toBeSigned.Encode();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(bytes);
            writer.WriteEncodedValue(certificate.ReadEncodedValue().Span);
            writer.WriteBitString(issuerKey.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return writer.Encode();
    }

    private static CertificateRequest AuthorityRequest(string commonName, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static byte[] SerialNumber()
    {
        var serialNumber = RandomNumberGenerator.GetBytes(16);
        serialNumber[0] &= 0x7F;
        return serialNumber;
    }
}

/// <summary>An issued certificate in DER and the key that it speaks for.</summary>
public sealed record AttestationCertificate(byte[] Der, AuthenticatorKey Key);
