using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.8, Apple Anonymous Attestation Statement Format.</summary>
internal static class AppleAttestation
{
    public const string Format = "apple";

    private const string NonceOid = "1.2.840.113635.100.8.2";

    public static AttestationResult Verify(AttestationInput input)
    {
        // Step 1: the statement's syntax. Early devices send an alg beside, which means nothing.
        if (AttestationStatement.Read(input.Statement, "8.8 step 1", StatementMembers.Certificates, StatementMembers.Algorithm, out var statement)
            is { } malformed)
        {
            return new AttestationResult.Invalid(malformed);
        }

        if (AttestationCertificate.Load(statement.Certificates![0], "8.8 step 1", out var certificate) is { } unreadable)
            return new AttestationResult.Invalid(unreadable);
        using (certificate)
        {
            // Steps 2 to 4: the hash of authenticator data and client data is what the certificate was issued for.
            if (CheckNonce(certificate!, SHA256.HashData(input.SignedData())) is { } otherNonce)
                return new AttestationResult.Invalid(otherNonce);

            // Step 5: the credential public key equals the certificate's.
            if (AttestationCertificate.ReadKey(certificate!, "8.8 step 5", out var key) is { } keyFault)
                return new AttestationResult.Invalid(keyFault);
            if (!key!.IsSameAs(input.CredentialKey.Key!))
            {
                return new AttestationResult.Invalid(
                    CeremonyFailureCode.AttestedKeyMismatch,
                    "8.8 step 5",
                    "the attestation certificate is for another key than the credential's");
            }
        }

        // Step 6.
        return new AttestationResult.Certified(statement.Certificates);
    }

    private static CeremonyFailure? CheckNonce(X509Certificate2 certificate, byte[] expected)
    {
        if (certificate.Extensions[NonceOid] is not { } extension)
            return new(CeremonyFailureCode.AttestationNonceMissing, "8.8 step 4", $"the attestation certificate has no extension {NonceOid}");
        return ReadNonce(extension.RawData) is { } nonce && nonce.AsSpan().SequenceEqual(expected)
            ? null
            : new(
                CeremonyFailureCode.AttestationNonceMismatch,
                "8.8 step 4",
                "the attestation certificate's nonce is not the hash of authenticator data and client data");
    }

    /// <summary>SEQUENCE { [1] EXPLICIT OCTET STRING }, as Apple writes it.</summary>
    private static byte[]? ReadNonce(byte[] value)
    {
        try
        {
            var outer = new AsnReader(value, AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            return sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true)).ReadOctetString();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
