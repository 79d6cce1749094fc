using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.6, FIDO U2F Attestation Statement Format.</summary>
internal static class FidoU2fAttestation
{
    public const string Format = "fido-u2f";

    private const StatementMembers Members = StatementMembers.Certificates | StatementMembers.Signature;

    public static AttestationResult Verify(AttestationInput input)
    {
        // Step 1: the statement's syntax.
        if (AttestationStatement.Read(input.Statement, "8.6 step 1", Members, StatementMembers.None, out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);

        // Step 2: x5c has exactly one element, with a public key on P-256.
        if (statement.Certificates is not [var attCert])
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.CertificateCountWrong, "8.6 step 2", "attStmt.x5c has more than the one certificate");
        }

        if (AttestationCertificate.Load(attCert, "8.6 step 2", out var certificate) is { } unreadable)
            return new AttestationResult.Invalid(unreadable);
        using (certificate)
        {
            if (AttestationCertificate.ReadKey(certificate!, "8.6 step 2", out var key) is { } keyFault)
                return new AttestationResult.Invalid(keyFault);
            if (key is not VerificationKey.Elliptic { Curve: var curve } || curve != EllipticCurve.P256)
            {
                return new AttestationResult.Invalid(
                    CeremonyFailureCode.CertificateKeyNotSupported, "8.6 step 2", "the attestation certificate's key is not one on P-256");
            }

            return VerifySignature(input, statement, key);
        }
    }

    private static AttestationResult VerifySignature(AttestationInput input, AttestationStatement statement, VerificationKey attestationKey)
    {
        // Step 3: rpIdHash, credentialId and credentialPublicKey are the authenticator data's. A U2F authenticator has no AAGUID to tell;
        // the specification leaves it at that, FIDO's conformance tests want it to be zero.
        var data = input.AuthenticatorData;
        if (input.Expectations.RequireZeroU2fAaguid && input.Aaguid != Guid.Empty)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.U2fAaguidNotZero, "8.6 step 3", "the authenticator data of a U2F authenticator has an AAGUID");
        }

        // Step 4: the key in the raw form of X9.62. The signing procedure knows none but ES256.
        if (input.CredentialKey.Key is not VerificationKey.Elliptic credentialKey || credentialKey.Curve != EllipticCurve.P256)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationAlgorithmMismatch, "8.6 step 4", "the credential public key is not one on P-256");
        }

        // Step 5: what was signed. Step 6: the signature over it.
        byte[] verificationData =
        [
            0x00, .. data.RpIdHash.Span, .. input.ClientDataHash, .. data.AttestedCredentialData.CredentialId.Span,
            0x04, .. credentialKey.X.Span, .. credentialKey.Y.Span,
        ];
        if (!attestationKey.Verifies(SignatureAlgorithm.ES256, verificationData, statement.Signature.Span))
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationSignatureInvalid,
                "8.6 step 6",
                "attStmt.sig is not the attestation certificate's signature over the U2F registration");
        }

        // Steps 7 and 8: Basic or AttCA, which only the trust anchors know.
        // What was signed has no place for an AAGUID.
        return new AttestationResult.Certified(statement.Certificates!) { CoversAaguid = false, IsOfBatch = true };
    }
}
