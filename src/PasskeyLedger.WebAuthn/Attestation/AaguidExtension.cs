using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The certificate extension id-fido-gen-ce-aaguid (section 8.2.1): the model of authenticator that a certificate was made for.</summary>
internal static class AaguidExtension
{
    private const string Oid = "1.3.6.1.4.1.45724.1.1.4";
    private const int AaguidLength = 16;

    /// <summary>Where it is present, it must say the same as the authenticator data.</summary>
    public static CeremonyFailure? Check(X509Certificate2 certificate, Guid aaguid, string step)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != Oid)
                continue;

            // The value is an OCTET STRING of 16 bytes within the extension's own OCTET STRING.
            var value = extension.RawData;
            if (extension.Critical || value is not [0x04, AaguidLength, ..] || value.Length != AaguidLength + 2)
            {
                return new(
                    CeremonyFailureCode.CertificateAaguidExtensionInvalid,
                    "8.2.1",
                    "the attestation certificate's AAGUID extension is critical, or not an OCTET STRING of 16 bytes");
            }

            var certified = new Guid(value.AsSpan(2), bigEndian: true);
            if (certified != aaguid)
            {
                return new(
                    CeremonyFailureCode.CertificateAaguidMismatch,
                    step,
                    $"the attestation certificate is for AAGUID {certified}, the authenticator data says {aaguid}");
            }
        }

        return null;
    }
}
