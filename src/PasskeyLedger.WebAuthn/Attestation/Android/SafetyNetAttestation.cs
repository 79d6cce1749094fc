using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation.Android;

/// <summary>
/// Section 8.5, Android SafetyNet Attestation Statement Format. Its verification procedure is a list without numbers; it is quoted.
/// The steps that it refers to are those of SafetyNet's documentation.
/// </summary>
internal static class SafetyNetAttestation
{
    public const string Format = "android-safetynet";

    private const StatementMembers Members = StatementMembers.Version | StatementMembers.Response;

    private const string Section = "8.5";
    private const string ServiceHost = "attest.android.com";
    private const int MaxResponseLength = 64 * 1024;

    // SafetyNet answers within a ceremony; a minute each way is for clocks.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static AttestationResult Verify(AttestationInput input)
    {
        // "Verify that attStmt is valid CBOR conforming to the syntax defined above"
        if (AttestationStatement.Read(input.Statement, Section, Members, StatementMembers.None, out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);
        if (statement.Version.Length == 0)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationVersionNotSupported, Section, "attStmt.ver is empty, where Google Play Services' version belongs");
        }

        // "Verify that response is a valid SafetyNet response of version ver"
        if (statement.Response.Length > MaxResponseLength
            || JsonWebSignature.Read(statement.Response) is not { } response
            || SafetyNetPayload.Read(response.Payload) is not { } payload)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.SafetyNetResponseMalformed, Section, "attStmt.response is not SafetyNet's signed answer");
        }

        return (CheckPayload(input, payload) ?? CheckSource(response)) is { } failure
            ? new AttestationResult.Invalid(failure)
            : new AttestationResult.Certified(response.Certificates);
    }

    private static CeremonyFailure? CheckPayload(AttestationInput input, SafetyNetPayload payload)
    {
        // "Verify that the nonce attribute in the payload of response is identical to the Base64 encoding of the SHA-256 hash of the
        // concatenation of authenticatorData and clientDataHash."
        if (payload.Nonce != Convert.ToBase64String(SHA256.HashData(input.SignedData())))
        {
            return new(
                CeremonyFailureCode.AttestationNonceMismatch,
                Section,
                "SafetyNet's nonce is not the hash of authenticator data and client data");
        }

        // The documentation: the device passed, and the answer is of now.
        if (!payload.CtsProfileMatch)
            return new(CeremonyFailureCode.SafetyNetIntegrityFailed, Section, "SafetyNet's ctsProfileMatch is not true: the device did not pass");
        return (payload.At - input.Expectations.At).Duration() <= Tolerance
            ? null
            : new(
                CeremonyFailureCode.SafetyNetTimestampOutOfRange, Section, "SafetyNet's timestampMs is not within a minute of the ceremony's time");
    }

    /// <summary>"Verify that the SafetyNet response actually came from the SafetyNet service"; that its chain is trusted comes with step 24.</summary>
    private static CeremonyFailure? CheckSource(JsonWebSignature response)
    {
        if (AttestationCertificate.Load(response.Certificates[0], Section, out var certificate) is { } unreadable)
            return unreadable;
        using (certificate)
        {
            if (!IsForService(certificate!))
                return new(CeremonyFailureCode.CertificateHostWrong, Section, $"SafetyNet's certificate is not one for {ServiceHost}");
            if (AttestationCertificate.ReadKey(certificate!, Section, out var key) is { } keyFault)
                return keyFault;
            return response.IsSignedBy(key!)
                ? null
                : new(CeremonyFailureCode.AttestationSignatureInvalid, Section, "attStmt.response is not signed by its certificate's key");
        }
    }

    private static bool IsForService(X509Certificate2 certificate)
    {
        try
        {
            return certificate.MatchesHostname(ServiceHost, allowWildcards: false);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
