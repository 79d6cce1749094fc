using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// A certificate for the credential's own key, made in its registration, with an extension that ties it to that registration
/// (sections 8.4 and 8.8).
/// </summary>
public sealed record CredentialCertificateTemplate : ICertificateTemplate
{
    /// <inheritdoc/>
    public int Version { get; init; } = 3;

    public string CommonName { get; init; } = "Credential";

    /// <summary>Whether the extension of the format is there.</summary>
    public bool HasExtension { get; init; } = true;

    /// <summary>The extension, which the format makes.</summary>
    public X509Extension? Extension { get; init; }

    public DateTimeOffset NotBefore { get; init; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset NotAfter { get; init; } = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public CertificateRequest Request(AuthenticatorKey key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(CommonName);
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo, out _);
        var request = new CertificateRequest(subject.Build(), publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (HasExtension && Extension is not null)
            request.CertificateExtensions.Add(Extension);
        return request;
    }
}
