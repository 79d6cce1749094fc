using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service.Trust;

/// <summary>What a trust anchor file holds.</summary>
internal sealed record AttestationIssuers(IReadOnlyList<X509Certificate2> Anchors, IReadOnlyList<RevocationList> RevocationLists);

/// <summary>A file in PEM form of certificates, one at least, and of the lists of what they have revoked, if any.</summary>
internal static class TrustAnchorFile
{
    private const string ListLabel = "X509 CRL";

    /// <inheritdoc cref="ContentReader{T}"/>
    public static string? Read(byte[] content, out AttestationIssuers? issuers)
    {
        issuers = null;
        var text = Encoding.Latin1.GetString(content);
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            return "holds a certificate that cannot be read";
        }

        // Without anchors chains would not be followed at all: an empty file must not be taken for that wish.
        if (certificates.Count == 0)
            return "holds no certificate in PEM form";
        if (ReadLists(text) is not { } lists)
            return "holds a revocation list (X509 CRL) that cannot be read";
        issuers = new AttestationIssuers([.. certificates], lists);
        return null;
    }

    /// <returns>null: one of them is none.</returns>
    private static List<RevocationList>? ReadLists(ReadOnlySpan<char> text)
    {
        var lists = new List<RevocationList>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(ListLabel))
            {
                if (RevocationList.Read(Convert.FromBase64String(text[fields.Base64Data].ToString())) is not { } list)
                    return null;
                lists.Add(list);
            }

            text = text[fields.Location.End..];
        }

        return lists;
    }
}
