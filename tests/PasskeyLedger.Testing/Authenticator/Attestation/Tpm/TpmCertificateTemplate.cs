using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>
/// An attestation identity key's certificate to be issued. As it is, it meets section 8.3.1; each of that section's requirements is
/// a member of its own and can be broken alone.
/// </summary>
public sealed record TpmCertificateTemplate : ICertificateTemplate
{
    private const string AlternativeNameOid = "2.5.29.17";
    private const string ManufacturerOid = "2.23.133.2.1";
    private const string ModelOid = "2.23.133.2.2";
    private const string VersionOid = "2.23.133.2.3";

    /// <inheritdoc/>
    public int Version { get; init; } = 3;

    /// <summary>Subject-CN; null: the subject is empty, as it must be.</summary>
    public string? CommonName { get; init; }

    /// <summary>Whether the subject alternative name is there.</summary>
    public bool HasAlternativeName { get; init; } = true;

    /// <summary>Whether the subject alternative name is critical, as it must be beside an empty subject.</summary>
    public bool IsAlternativeNameCritical { get; init; } = true;

    /// <summary>Null: absent.</summary>
    public string? Manufacturer { get; init; } = TpmManufacturer.Intel;

    /// <summary>Null: absent.</summary>
    public string? Model { get; init; } = "ICL";

    /// <summary>The firmware's version; null: absent.</summary>
    public string? FirmwareVersion { get; init; } = "id:00020000";

    /// <summary>Whether the three stand in one relative distinguished name, as some manufacturers put them, and not in one each.</summary>
    public bool IsOneRelativeName { get; init; }

    /// <summary>What the key is for, tcg-kp-AIKCertificate; null: the extended key usage is absent.</summary>
    public string? KeyPurpose { get; init; } = "2.23.133.8.3";

    public bool HasBasicConstraints { get; init; } = true;

    public bool IsCertificateAuthority { get; init; }

    /// <summary>Whether the extension id-fido-gen-ce-aaguid is there.</summary>
    public bool HasAaguidExtension { get; init; } = true;

    /// <summary>What the extension says; null: the authenticator's own.</summary>
    public Guid? Aaguid { get; init; }

    public DateTimeOffset NotBefore { get; init; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset NotAfter { get; init; } = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The attestation identity key's COSE algorithm: one with a digest. Older Windows has RS1.</summary>
    public long Algorithm { get; init; } = CoseAlgorithm.ES256;

    public CertificateRequest Request(AuthenticatorKey key)
    {
        var subject = new X500DistinguishedNameBuilder();
        if (CommonName is not null)
            subject.AddCommonName(CommonName);
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo, out _);
        var request = new CertificateRequest(subject.Build(), publicKey, HashAlgorithmName.SHA256);
        if (HasBasicConstraints)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsCertificateAuthority, false, 0, critical: true));
        if (HasAlternativeName)
            request.CertificateExtensions.Add(new X509Extension(AlternativeNameOid, AlternativeName(), IsAlternativeNameCritical));
        if (KeyPurpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(KeyPurpose)], critical: false));
        if (HasAaguidExtension)
            request.CertificateExtensions.Add(AaguidExtension.Of(Aaguid.GetValueOrDefault()));
        return request;
    }

    /// <summary>TCG EK Credential Profile section 3.2.9: GeneralNames with one directoryName.</summary>
    private byte[] AlternativeName()
    {
        (string Oid, string? Value)[] attributes = [(ManufacturerOid, Manufacturer), (ModelOid, Model), (VersionOid, FirmwareVersion)];
        (string Oid, string? Value)[] present = [.. attributes.Where(attribute => attribute.Value is not null)];
        (string Oid, string? Value)[][] relativeNames = IsOneRelativeName ? [present] : [.. present.Chunk(1)];

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true)))
        using (writer.PushSequence())
        {
            foreach (var relativeName in relativeNames)
            {
                using var set = writer.PushSetOf();
                foreach (var (oid, value) in relativeName)
                {
                    using var attribute = writer.PushSequence();
                    writer.WriteObjectIdentifier(oid);
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, value!);
                }
            }
        }

        return writer.Encode();
    }
}
