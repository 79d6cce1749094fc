using System.Buffers.Binary;
using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>Section 8.3, TPM Attestation Statement Format. Its verification procedure has paragraphs and not numbers; they are quoted.</summary>
internal static class TpmAttestation
{
    public const string Format = "tpm";

    private const StatementMembers Members = StatementMembers.Version | StatementMembers.Algorithm | StatementMembers.Certificates
        | StatementMembers.Signature | StatementMembers.CertInfo | StatementMembers.PubArea;

    private const string Section = "8.3";

    public static AttestationResult Verify(AttestationInput input)
    {
        // "Verify that attStmt is valid CBOR conforming to the syntax defined above"; with it, "Verify that x5c is present".
        if (AttestationStatement.Read(input.Statement, Section, Members, StatementMembers.None, out var statement)
            is { } malformed)
        {
            return new AttestationResult.Invalid(malformed);
        }

        if (statement.Version != "2.0")
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationVersionNotSupported,
                Section,
                $"attStmt.ver is {CeremonyFailure.Quote(statement.Version)}, not '2.0'");
        }

        // RS1 too: the keys that Windows attests with sign so.
        var algorithm = SignatureAlgorithm.ById(statement.Algorithm);
        if (algorithm is not { CanVerify: true, Digest: { } digest })
            return new AttestationResult.Invalid(AttestationAlgorithm.NotSupported(statement.Algorithm, Section));

        // "Verify that the public key specified by the parameters and unique fields of pubArea is identical to the credentialPublicKey"
        if (TpmPublicArea.ReadKey(statement.PubArea.Span) is not { } attestedKey)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.TpmPublicAreaMalformed, Section, "attStmt.pubArea is not the TPMT_PUBLIC of a key that can be used here");
        }

        if (!attestedKey.IsSameAs(input.CredentialKey.Key!))
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestedKeyMismatch, Section, "attStmt.pubArea specifies another key than the credential public key");
        }

        return (CheckIntegrity(input, statement, algorithm) ?? CheckCertInfo(input, statement, digest)) is { } failure
            ? new AttestationResult.Invalid(failure)
            : new AttestationResult.Certified(statement.Certificates!);
    }

    /// <summary>"Verify integrity of certInfo"</summary>
    private static CeremonyFailure? CheckIntegrity(AttestationInput input, AttestationStatement statement, SignatureAlgorithm algorithm)
    {
        if (AttestationCertificate.Load(statement.Certificates![0], Section, out var certificate) is { } unreadable)
            return unreadable;
        using (certificate)
        {
            // "Verify that aikCert meets the requirements in 8.3.1."
            if (TpmCertificate.Check(certificate!) is { } unfit)
                return unfit;

            // "If aikCert contains an extension with OID 1.3.6.1.4.1.45724.1.1.4 verify that the value of this extension matches the aaguid"
            if (AaguidExtension.Check(certificate!, input.Aaguid, Section) is { } otherModel)
                return otherModel;

            // "Verify the sig is a valid signature over certInfo using the attestation public key in aikCert with the algorithm in alg."
            if (AttestationCertificate.ReadKey(certificate!, Section, out var key) is { } keyFault)
                return keyFault;
            return key!.Verifies(algorithm, statement.CertInfo.Span, TpmSignature.Unwrap(statement.Signature).Span)
                ? null
                : new(
                    CeremonyFailureCode.AttestationSignatureInvalid,
                    Section,
                    $"attStmt.sig is not the AIK certificate's {algorithm} signature over attStmt.certInfo");
        }
    }

    /// <summary>"Validate that certInfo is valid"</summary>
    private static CeremonyFailure? CheckCertInfo(
        AttestationInput input, AttestationStatement statement, HashAlgorithmName digest)
    {
        if (TpmCertifyInfo.Read(statement.CertInfo.Span) is not { } certInfo)
            return new(CeremonyFailureCode.TpmCertInfoMalformed, Section, "attStmt.certInfo is not a TPMS_ATTEST with a TPMS_CERTIFY_INFO");

        // "Verify that magic is set to TPM_GENERATED_VALUE."
        if (certInfo.Magic != TpmCertifyInfo.GeneratedValue)
            return new(CeremonyFailureCode.TpmMagicWrong, Section, "attStmt.certInfo's magic is not TPM_GENERATED_VALUE");

        // "Verify that type is set to TPM_ST_ATTEST_CERTIFY."
        if (certInfo.Type != TpmCertifyInfo.AttestCertify)
            return new(CeremonyFailureCode.TpmTypeWrong, Section, "attStmt.certInfo's type is not TPM_ST_ATTEST_CERTIFY");

        // "Verify that extraData is set to the hash of attToBeSigned using the hash algorithm employed in alg."
        if (!certInfo.ExtraData.Span.SequenceEqual(CryptographicOperations.HashData(digest, input.SignedData())))
        {
            return new(
                CeremonyFailureCode.TpmExtraDataMismatch,
                Section,
                "attStmt.certInfo's extraData is not the hash of the authenticator data and client data");
        }

        // "Verify that attested contains a TPMS_CERTIFY_INFO structure, whose name field contains a valid Name for pubArea": an algorithm,
        // and the hash by it (TPMv2 Part 1, section 16). That the algorithm is pubArea's nameAlg too is the TPM's business: it signed the
        // name, and the hash covers pubArea with its nameAlg. FIDO's conformance tests want a difference to be let pass.
        return certInfo.Name is { Length: > sizeof(ushort) } name
            && TpmHash.Compute(BinaryPrimitives.ReadUInt16BigEndian(name.Span), statement.PubArea.Span) is { } hash
            && name.Span[sizeof(ushort)..].SequenceEqual(hash)
                ? null
                : new(CeremonyFailureCode.TpmNameMismatch, Section, "attStmt.certInfo certifies another key than attStmt.pubArea's");
    }
}
