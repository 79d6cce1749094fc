using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>Section 8.3.1, TPM Attestation Statement Certificate Requirements.</summary>
internal static class TpmCertificate
{
    private const string Section = "8.3.1";
    private const string SubjectAlternativeNameOid = "2.5.29.17";
    private const string AikCertificateOid = "2.23.133.8.3";
    private const string ManufacturerOid = "2.23.133.2.1";
    private const string ModelOid = "2.23.133.2.2";
    private const string VersionOid = "2.23.133.2.3";

    public static CeremonyFailure? Check(X509Certificate2 certificate)
    {
        if (certificate.Version != 3)
            return new(CeremonyFailureCode.CertificateVersionWrong, Section, $"the AIK certificate is of version {certificate.Version}, not 3");

        if (certificate.SubjectName.RawData is not [0x30, 0x00])
            return new(CeremonyFailureCode.CertificateSubjectWrong, Section, "the AIK certificate's subject is not empty");

        if (CheckAlternativeName(certificate) is { } nameFault)
            return nameFault;

        if (!HasKeyUsage(certificate))
        {
            return new(
                CeremonyFailureCode.CertificateKeyUsageWrong,
                Section,
                $"the AIK certificate's Extended Key Usage extension doesn't list {AikCertificateOid} (tcg-kp-AIKCertificate)");
        }

        return AttestationCertificate.IsAuthority(certificate) is false
            ? null
            : new(
                CeremonyFailureCode.CertificateIsAuthority,
                Section,
                "the AIK certificate's Basic Constraints extension doesn't say that it is no authority");
    }

    /// <summary>
    /// TPMv2 EK profile, section 3.2.9: a directory name with the TPM's manufacturer, model and version. The manufacturer is
    /// <c>id:</c> and four bytes in hexadecimal; it is not looked up, since the trust anchors decide whose TPMs are trusted.
    /// </summary>
    private static CeremonyFailure? CheckAlternativeName(X509Certificate2 certificate)
    {
        Dictionary<string, string> attributes;
        try
        {
            if (certificate.Extensions[SubjectAlternativeNameOid] is not { } extension)
                return Name("is missing");
            attributes = ReadDirectoryNames(extension.RawData);
        }
        catch (Exception malformed) when (malformed is AsnContentException or CryptographicException)
        {
            return Name("is malformed");
        }

        if (!attributes.TryGetValue(ManufacturerOid, out var manufacturer))
            return Name("doesn't name the TPM's manufacturer");
        if (!IsManufacturer(manufacturer))
            return Name("names the TPM's manufacturer in another form than id: and four bytes in hexadecimal");
        if (attributes.GetValueOrDefault(ModelOid) is not { Length: > 0 })
            return Name("doesn't name the TPM's model");
        return attributes.GetValueOrDefault(VersionOid) is { Length: > 0 } ? null : Name("doesn't name the TPM's version");
    }

    private static bool IsManufacturer(string text) =>
        text.StartsWith("id:", StringComparison.Ordinal) && text.Length == 11 && text.AsSpan(3).ToString().All(char.IsAsciiHexDigit);

    /// <summary>All attributes of the directory names.</summary>
    private static Dictionary<string, string> ReadDirectoryNames(byte[] generalNames)
    {
        var directoryName = new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new AsnReader(generalNames, AsnEncodingRules.DER);
        var names = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        while (names.HasData)
        {
            if (names.PeekTag() != directoryName)
            {
                names.ReadEncodedValue();
                continue;
            }

            // Makers put them in one relative name or in several.
            DistinguishedName.ReadInto(names.ReadSequence(directoryName).ReadSequence(), attributes);
        }

        return attributes;
    }

    private static bool HasKeyUsage(X509Certificate2 certificate)
    {
        try
        {
            foreach (var extension in certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>())
            {
                foreach (var usage in extension.EnhancedKeyUsages)
                {
                    if (usage.Value == AikCertificateOid)
                        return true;
                }
            }

            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static CeremonyFailure Name(string how) =>
        new(CeremonyFailureCode.CertificateAlternativeNameWrong, Section, $"the AIK certificate's Subject Alternative Name {how}");
}
