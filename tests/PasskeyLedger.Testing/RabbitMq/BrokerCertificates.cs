using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing;

/// <summary>A certificate for a broker on 127.0.0.1, and the authority that it is of, made for one node and kept in its folder.</summary>
public static class BrokerCertificates
{
    public static string CaFile(string folder) => Path.Combine(folder, "ca.pem");

    public static string ServerFile(string folder) => Path.Combine(folder, "server.pem");

    public static string ServerKeyFile(string folder) => Path.Combine(folder, "server-key.pem");

    public static void Write(string folder)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest($"CN=broker tests {Guid.NewGuid():N}", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        caRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var ca = caRequest.CreateSelfSigned(from, until);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest("CN=broker", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        serverRequest.CertificateExtensions.Add(names.Build());
        serverRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var server = serverRequest.Create(ca, from, until, RandomNumberGenerator.GetBytes(16));

        File.WriteAllText(CaFile(folder), ca.ExportCertificatePem());
        File.WriteAllText(ServerFile(folder), server.ExportCertificatePem());
        File.WriteAllText(ServerKeyFile(folder), serverKey.ExportPkcs8PrivateKeyPem());
    }
}
