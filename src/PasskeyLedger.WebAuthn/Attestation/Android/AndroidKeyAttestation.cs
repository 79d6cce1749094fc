using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation.Android;

/// <summary>Section 8.4, Android Key Attestation Statement Format. Its verification procedure is a list without numbers; it is quoted.</summary>
internal static class AndroidKeyAttestation
{
    public const string Format = "android-key";

    private const StatementMembers Members = StatementMembers.Algorithm | StatementMembers.Signature | StatementMembers.Certificates;

    private const string Section = "8.4";

    // KM_ORIGIN_GENERATED, KM_PURPOSE_SIGN
    private const int Generated = 0;
    private const int Sign = 2;

    public static AttestationResult Verify(AttestationInput input)
    {
        // "Verify that attStmt is valid CBOR conforming to the syntax defined above"
        if (AttestationStatement.Read(input.Statement, Section, Members, StatementMembers.None, out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);
        if (AttestationAlgorithm.Find(statement.Algorithm, input.Expectations.Algorithms, Section, out var algorithm) is { } notSupported)
            return new AttestationResult.Invalid(notSupported);

        if (AttestationCertificate.Load(statement.Certificates![0], Section, out var certificate) is { } unreadable)
            return new AttestationResult.Invalid(unreadable);
        using (certificate)
        {
            return (CheckSignature(input, statement, algorithm!, certificate!) ?? CheckDescription(input, certificate!)) is { } failure
                ? new AttestationResult.Invalid(failure)
                : new AttestationResult.Certified(statement.Certificates);
        }
    }

    private static CeremonyFailure? CheckSignature(
        AttestationInput input, AttestationStatement statement, SignatureAlgorithm algorithm, X509Certificate2 certificate)
    {
        // "Verify that sig is a valid signature over the concatenation of authenticatorData and clientDataHash using the public key in the
        // first certificate in x5c with the algorithm specified in alg."
        if (AttestationCertificate.ReadKey(certificate, Section, out var key) is { } keyFault)
            return keyFault;
        if (!key!.Verifies(algorithm, input.SignedData(), statement.Signature.Span))
        {
            return new(
                CeremonyFailureCode.AttestationSignatureInvalid,
                Section,
                $"attStmt.sig is not the attestation certificate's {algorithm} signature over the authenticator data and client data");
        }

        // "Verify that the public key in the first certificate in x5c matches the credentialPublicKey"
        return key.IsSameAs(input.CredentialKey.Key!)
            ? null
            : new(CeremonyFailureCode.AttestedKeyMismatch, Section, "the attestation certificate is for another key than the credential's");
    }

    private static CeremonyFailure? CheckDescription(AttestationInput input, X509Certificate2 certificate)
    {
        if (KeyDescription.Read(certificate, out var description) is { } unreadable)
            return unreadable;

        // "Verify that the attestationChallenge field in the attestation certificate extension data is identical to clientDataHash."
        if (!description!.AttestationChallenge.Span.SequenceEqual(input.ClientDataHash))
        {
            return new(
                CeremonyFailureCode.AttestationChallengeMismatch, Section, "the key description's attestationChallenge is not the client data's hash");
        }

        // "The AuthorizationList.allApplications field is not present on either authorization list"
        AuthorizationList[] lists = [description.SoftwareEnforced, description.TeeEnforced];
        if (lists.Any(list => list.ForAllApplications))
        {
            return new(
                CeremonyFailureCode.KeyForAllApplications, Section, "the key description has allApplications: the key is not the relying party's alone");
        }

        // "... use only the teeEnforced authorization list if the RP wants to accept only keys from a trusted execution environment,
        // otherwise use the union of teeEnforced and softwareEnforced."
        if (input.Expectations.RequireTrustedEnvironment)
            lists = [description.TeeEnforced];

        // Lists that say nothing at all are the specification's own example (section 16.14), and are let pass as that.
        else if (lists.All(list => list.IsEmpty))
            return null;

        // "The value in the AuthorizationList.origin field is equal to KM_ORIGIN_GENERATED."
        if (!lists.Select(list => list.Origin).OfType<int>().Distinct().SequenceEqual([Generated]))
            return new(CeremonyFailureCode.KeyOriginWrong, Section, "the key description doesn't say that the key was generated where it is kept");

        // "The value in the AuthorizationList.purpose field is equal to KM_PURPOSE_SIGN."
        return lists.SelectMany(list => list.Purposes ?? []).Distinct().SequenceEqual([Sign])
            ? null
            : new(CeremonyFailureCode.KeyPurposeWrong, Section, "the key description doesn't say that the key is for signing, and for that alone");
    }
}
