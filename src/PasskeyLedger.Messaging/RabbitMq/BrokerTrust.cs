using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>Which certificates of a broker are believed where its authority is a private one.</summary>
internal static class BrokerTrust
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Believes a certificate that is for the host and chains to one of the file's, whatever the machine believes beside.</summary>
    /// <param name="caFile">Certificates in PEM form.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds something else.</exception>
    public static RemoteCertificateValidationCallback Of(string caFile)
    {
        X509Certificate2Collection anchors = [];
        anchors.ImportFromPemFile(caFile);
        return (_, certificate, presented, errors) => certificate is not null
            && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
            && ChainsTo(anchors, certificate, presented);
    }

    private static bool ChainsTo(X509Certificate2Collection anchors, X509Certificate certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors);
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);

        // As where the machine's own authorities are asked: nobody is asked over the network on the way to the broker.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in presented?.ChainElements.AsEnumerable() ?? [])
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
