using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// An attesting certificate to be issued. As it is, it meets section 8.2.1; each of that section's requirements is a member
/// of its own and can be broken alone.
/// </summary>
public sealed record AttestationCertificateTemplate : ICertificateTemplate
{
    /// <inheritdoc/>
    public int Version { get; init; } = 3;

    /// <inheritdoc/>
    public bool IsIssuedByRoot { get; init; }

    /// <summary>Subject-C; null: absent.</summary>
    public string? Country { get; init; } = "DE";

    /// <summary>Subject-O; null: absent.</summary>
    public string? Organization { get; init; } = "PasskeyLedger Tests";

    /// <summary>Subject-OU; null: absent.</summary>
    public string? OrganizationalUnit { get; init; } = "Authenticator Attestation";

    /// <summary>Subject-CN; null: absent.</summary>
    public string? CommonName { get; init; } = "Software Authenticator";

    public bool HasBasicConstraints { get; init; } = true;

    public bool IsCertificateAuthority { get; init; }

    /// <summary>Whether the extension id-fido-gen-ce-aaguid (1.3.6.1.4.1.45724.1.1.4) is there.</summary>
    public bool HasAaguidExtension { get; init; } = true;

    public bool IsAaguidExtensionCritical { get; init; }

    /// <summary>Whether the extension holds the bare 16 bytes, without the OCTET STRING around them.</summary>
    public bool IsAaguidExtensionBare { get; init; }

    /// <summary>What the extension says; null: the authenticator's own.</summary>
    public Guid? Aaguid { get; init; }

    public DateTimeOffset NotBefore { get; init; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset NotAfter { get; init; } = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The attesting key's COSE algorithm.</summary>
    public long Algorithm { get; init; } = CoseAlgorithm.ES256;

    public CertificateRequest Request(AuthenticatorKey key)
    {
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo, out _);
        var request = new CertificateRequest(Subject(), publicKey, HashAlgorithmName.SHA256);
        if (HasBasicConstraints)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsCertificateAuthority, false, 0, critical: true));
        var aaguid = AaguidExtension.Of(Aaguid.GetValueOrDefault(), IsAaguidExtensionBare, IsAaguidExtensionCritical);
        if (HasAaguidExtension)
            request.CertificateExtensions.Add(aaguid);
        return request;
    }

    private X500DistinguishedName Subject()
    {
        // The builder writes what it was given last first, and the country is to come first.
        var subject = new X500DistinguishedNameBuilder();
        if (CommonName is not null)
            subject.AddCommonName(CommonName);
        if (OrganizationalUnit is not null)
            subject.AddOrganizationalUnitName(OrganizationalUnit);
        if (Organization is not null)
            subject.AddOrganizationName(Organization);
        if (Country is not null)
            subject.AddCountryOrRegion(Country);
        return subject.Build();
    }
}
