using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>id-fido-gen-ce-aaguid of section 8.2.1: the AAGUID of the model that a certificate is for.</summary>
internal static class AaguidExtension
{
    private const string Oid = "1.3.6.1.4.1.45724.1.1.4";

    /// <param name="aaguid">The model.</param>
    /// <param name="isBare">Whether the 16 bytes stand there without the OCTET STRING around them.</param>
    /// <param name="isCritical">Whether the extension is critical, which it must not be.</param>
    public static X509Extension Of(Guid aaguid, bool isBare = false, bool isCritical = false)
    {
        var value = aaguid.ToByteArray(bigEndian: true);
        if (isBare)
            return new X509Extension(Oid, value, isCritical);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(value);
        return new X509Extension(Oid, writer.Encode(), isCritical);
    }
}
