using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.2, Packed Attestation Statement Format.</summary>
internal static class PackedAttestation
{
    public const string Format = "packed";

    private const StatementMembers Members = StatementMembers.Algorithm | StatementMembers.Signature;

    public static AttestationResult Verify(AttestationInput input)
    {
        // Step 1: the statement's syntax. Level 1's third shape, ECDAA with ecdaaKeyId, is gone from the specification.
        if (AttestationStatement.Read(input.Statement, "8.2 step 1", Members, StatementMembers.Certificates, out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);

        return statement.Certificates is { } certificates
            ? VerifyCertified(input, statement, certificates)
            : VerifySelf(input, statement);
    }

    /// <summary>Step 2: x5c is present.</summary>
    private static AttestationResult VerifyCertified(
        AttestationInput input, AttestationStatement statement, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        if (AttestationAlgorithm.Find(statement.Algorithm, input.Expectations.Algorithms, "8.2 step 2", out var algorithm) is { } notSupported)
            return new AttestationResult.Invalid(notSupported);
        if (AttestationCertificate.Load(certificates[0], "8.2 step 2", out var certificate) is { } unreadable)
            return new AttestationResult.Invalid(unreadable);
        using (certificate)
        {
            // sig is a valid signature over authenticatorData and clientDataHash by the attestation public key.
            if (AttestationCertificate.ReadKey(certificate!, "8.2 step 2", out var key) is { } keyFault)
                return new AttestationResult.Invalid(keyFault);
            if (!key!.Verifies(algorithm!, input.SignedData(), statement.Signature.Span))
            {
                return new AttestationResult.Invalid(
                    CeremonyFailureCode.AttestationSignatureInvalid,
                    "8.2 step 2",
                    $"attStmt.sig is not the attestation certificate's {algorithm} signature over the authenticator data and client data");
            }

            // attestnCert meets the requirements of 8.2.1, and its AAGUID extension, if any, matches.
            return (PackedCertificate.Check(certificate!, input.Aaguid) ?? CheckPath(certificates, input.Expectations)) is { } unfit
                ? new AttestationResult.Invalid(unfit)
                : new AttestationResult.Certified(certificates, statement.Algorithm) { IsOfBatch = true };
        }
    }

    /// <summary>
    /// The certificates behind the first: the specification leaves open whether the root is among them, FIDO's conformance tests want
    /// it left out.
    /// </summary>
    private static CeremonyFailure? CheckPath(IReadOnlyList<ReadOnlyMemory<byte>> certificates, RegistrationExpectations expectations)
    {
        if (!expectations.RequirePackedPathWithoutRoot)
            return null;
        foreach (var der in certificates.Skip(1))
        {
            if (AttestationCertificate.Load(der, "8.2", out var certificate) is { } unreadable)
                return unreadable;
            using (certificate)
            {
                if (IssuerName.IsSame(certificate!.IssuerName.RawData, certificate.SubjectName.RawData))
                    return new(CeremonyFailureCode.TrustPathHoldsRoot, "8.2", "attStmt.x5c holds the root that it is to be followed to");
            }
        }

        return null;
    }

    /// <summary>Step 3: x5c is not present, self attestation is in use.</summary>
    private static AttestationResult VerifySelf(AttestationInput input, AttestationStatement statement)
    {
        // alg matches the credential public key's.
        if (statement.Algorithm != input.CredentialKey.Algorithm)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationAlgorithmMismatch,
                "8.2 step 3",
                $"attStmt.alg is {statement.Algorithm}, the credential public key's is {input.CredentialKey.Algorithm}");
        }

        // sig is a valid signature over authenticatorData and clientDataHash by the credential public key.
        if (AttestationAlgorithm.Find(statement.Algorithm, input.Expectations.Algorithms, "8.2 step 3", out var algorithm) is { } notSupported)
            return new AttestationResult.Invalid(notSupported);
        if (!input.CredentialKey.Key!.Verifies(algorithm!, input.SignedData(), statement.Signature.Span))
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationSignatureInvalid,
                "8.2 step 3",
                $"attStmt.sig is not the credential key's {algorithm} signature over the authenticator data and client data");
        }

        return new AttestationResult.Self();
    }
}
