using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Android;

/// <summary>A certificate of the SafetyNet service to be issued: a web server's, for the service's name.</summary>
public sealed record SafetyNetCertificateTemplate : ICertificateTemplate
{
    /// <inheritdoc/>
    public int Version { get; init; } = 3;

    /// <summary>Subject-CN.</summary>
    public string CommonName { get; init; } = "attest.android.com";

    /// <summary>The one dNSName of the subject alternative name; null: the extension is absent.</summary>
    public string? HostName { get; init; } = "attest.android.com";

    public DateTimeOffset NotBefore { get; init; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset NotAfter { get; init; } = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public CertificateRequest Request(AuthenticatorKey key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(CommonName);
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo, out _);
        var request = new CertificateRequest(subject.Build(), publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (HostName is not null)
        {
            var alternativeName = new SubjectAlternativeNameBuilder();
            alternativeName.AddDnsName(HostName);
            request.CertificateExtensions.Add(alternativeName.Build());
        }

        return request;
    }
}
