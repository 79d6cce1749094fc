using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.2.1, Certificate Requirements for Packed Attestation Statements.</summary>
internal static class PackedCertificate
{
    private const string Section = "8.2.1";
    private const string CountryOid = "2.5.4.6";
    private const string OrganizationOid = "2.5.4.10";
    private const string OrganizationalUnitOid = "2.5.4.11";
    private const string CommonNameOid = "2.5.4.3";

    public static CeremonyFailure? Check(X509Certificate2 certificate, Guid aaguid)
    {
        if (certificate.Version != 3)
        {
            return new(
                CeremonyFailureCode.CertificateVersionWrong, Section, $"the attestation certificate is of version {certificate.Version}, not 3");
        }

        // The string types that the section names are not looked at: certificates in the field use others for the same text.
        var subject = AttestationCertificate.Subject(certificate);
        if (subject.GetValueOrDefault(CountryOid) is not { Length: 2 } country || !country.All(char.IsAsciiLetterUpper))
            return Subject("Subject-C is not an ISO 3166 code");
        if (string.IsNullOrWhiteSpace(subject.GetValueOrDefault(OrganizationOid)))
            return Subject("Subject-O is missing");
        if (subject.GetValueOrDefault(OrganizationalUnitOid) != "Authenticator Attestation")
            return Subject("Subject-OU is not 'Authenticator Attestation'");
        if (string.IsNullOrWhiteSpace(subject.GetValueOrDefault(CommonNameOid)))
            return Subject("Subject-CN is missing");

        if (AttestationCertificate.IsAuthority(certificate) is not false)
        {
            return new(
                CeremonyFailureCode.CertificateIsAuthority,
                Section,
                "the attestation certificate's Basic Constraints extension doesn't say that it is no authority");
        }

        return AaguidExtension.Check(certificate, aaguid, "8.2 step 2");
    }

    private static CeremonyFailure Subject(string how) =>
        new(CeremonyFailureCode.CertificateSubjectWrong, Section, $"the attestation certificate's {how}");
}
