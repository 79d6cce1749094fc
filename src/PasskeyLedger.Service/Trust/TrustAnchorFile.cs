using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PasskeyLedger.Service.Trust;

/// <summary>A file of certificates in PEM form, one at least.</summary>
internal static class TrustAnchorFile
{
    /// <inheritdoc cref="ContentReader{T}"/>
    public static string? Read(byte[] content, out IReadOnlyList<X509Certificate2>? certificates)
    {
        certificates = null;
        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(Encoding.Latin1.GetString(content));
        }
        catch (CryptographicException)
        {
            return "holds a certificate that cannot be read";
        }

        // Without anchors chains would not be followed at all: an empty file must not be taken for that wish.
        if (read.Count == 0)
            return "holds no certificate in PEM form";
        certificates = [.. read];
        return null;
    }
}
