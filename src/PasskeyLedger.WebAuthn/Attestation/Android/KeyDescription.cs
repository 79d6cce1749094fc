using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation.Android;

/// <summary>
/// The certificate extension in which Android's keystore describes the certified key (section 8.4.1; the schema is Android's KeyDescription).
/// </summary>
/// <param name="AttestationChallenge">What the caller of the keystore gave it to certify along.</param>
/// <param name="SoftwareEnforced">What the operating system sees to.</param>
/// <param name="TeeEnforced">What the trusted execution environment or secure element sees to.</param>
internal sealed record KeyDescription(
    ReadOnlyMemory<byte> AttestationChallenge, AuthorizationList SoftwareEnforced, AuthorizationList TeeEnforced)
{
    private const string Oid = "1.3.6.1.4.1.11129.2.1.17";
    private const string Section = "8.4.1";

    public static CeremonyFailure? Read(X509Certificate2 certificate, out KeyDescription? description)
    {
        description = null;
        if (certificate.Extensions[Oid] is not { } extension)
        {
            return new(
                CeremonyFailureCode.KeyDescriptionMissing, Section, "the attestation certificate has no extension with Android's key description");
        }

        try
        {
            var outer = new AsnReader(extension.RawData, AsnEncodingRules.DER);
            var fields = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            fields.ReadInteger(); // attestationVersion
            fields.ReadEnumeratedBytes(); // attestationSecurityLevel
            fields.ReadInteger(); // keymasterVersion
            fields.ReadEnumeratedBytes(); // keymasterSecurityLevel
            var challenge = fields.ReadOctetString();
            fields.ReadOctetString(); // uniqueId
            var softwareEnforced = AuthorizationList.Read(fields.ReadSequence());
            var teeEnforced = AuthorizationList.Read(fields.ReadSequence());
            description = new KeyDescription(challenge, softwareEnforced, teeEnforced);
            return null;
        }
        catch (AsnContentException)
        {
            return new(
                CeremonyFailureCode.KeyDescriptionMalformed, Section, "Android's key description in the attestation certificate is malformed");
        }
    }
}
