using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.2, Packed Attestation Statement Format.</summary>
internal static class PackedAttestation
{
    public const string Format = "packed";

    public static AttestationResult Verify(in AttestationInput input)
    {
        // Step 1: the statement's syntax. Level 1's third shape, ECDAA with ecdaaKeyId, is gone from the specification.
        if (AttestationStatement.Read(input.Statement, "8.2 step 1", out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);
        if (statement.Algorithm is not { } algorithmId)
            return new AttestationResult.Invalid(AttestationStatement.Missing("alg", "8.2 step 1"));
        if (statement.Signature is not { } signature)
            return new AttestationResult.Invalid(AttestationStatement.Missing("sig", "8.2 step 1"));
        if (statement.Others.Count > 0)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationStatementMemberUnexpected,
                "8.2 step 1",
                $"attStmt has a member {CeremonyFailure.Quote(statement.Others[0])}");
        }

        return statement.Certificates is { } certificates
            ? VerifyCertified(input, algorithmId, signature, certificates)
            : VerifySelf(input, algorithmId, signature);
    }

    /// <summary>Step 2: x5c is present.</summary>
    private static AttestationResult VerifyCertified(
        in AttestationInput input, int algorithmId, ReadOnlyMemory<byte> signature, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        if (SignatureAlgorithm.ById(algorithmId) is not { } algorithm)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationAlgorithmNotSupported, "8.2 step 2", $"attStmt.alg {algorithmId} can't be verified here");
        }

        if (AttestationCertificate.Load(certificates[0], "8.2 step 2", out var certificate) is { } unreadable)
            return new AttestationResult.Invalid(unreadable);
        using (certificate)
        {
            // sig is a valid signature over authenticatorData and clientDataHash by the attestation public key.
            if (AttestationCertificate.ReadKey(certificate!, "8.2 step 2", out var key) is { } keyFault)
                return new AttestationResult.Invalid(keyFault);
            if (!key!.Verifies(algorithm, input.SignedData(), signature.Span))
            {
                return new AttestationResult.Invalid(
                    CeremonyFailureCode.AttestationSignatureInvalid,
                    "8.2 step 2",
                    $"attStmt.sig is not the attestation certificate's {algorithm} signature over the authenticator data and client data");
            }

            // attestnCert meets the requirements of 8.2.1, and its AAGUID extension, if any, matches.
            return PackedCertificate.Check(certificate!, input.AuthenticatorData.AttestedCredentialData.Aaguid) is { } unfit
                ? new AttestationResult.Invalid(unfit)
                : new AttestationResult.Certified(certificates);
        }
    }

    /// <summary>Step 3: x5c is not present, self attestation is in use.</summary>
    private static AttestationResult VerifySelf(in AttestationInput input, int algorithmId, ReadOnlyMemory<byte> signature)
    {
        // alg matches the credential public key's.
        if (algorithmId != input.CredentialKey.Algorithm)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationAlgorithmMismatch,
                "8.2 step 3",
                $"attStmt.alg is {algorithmId}, the credential public key's is {input.CredentialKey.Algorithm}");
        }

        // sig is a valid signature over authenticatorData and clientDataHash by the credential public key.
        var algorithm = SignatureAlgorithm.ById(algorithmId)!;
        if (!input.CredentialKey.Key!.Verifies(algorithm, input.SignedData(), signature.Span))
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationSignatureInvalid,
                "8.2 step 3",
                $"attStmt.sig is not the credential key's {algorithm} signature over the authenticator data and client data");
        }

        return new AttestationResult.Self();
    }
}
