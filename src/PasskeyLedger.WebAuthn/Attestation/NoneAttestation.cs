namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.7, None Attestation Statement Format.</summary>
internal static class NoneAttestation
{
    public const string Format = "none";

    public static AttestationResult Verify(in AttestationInput input)
    {
        // Syntax: an empty map.
        if (AttestationStatement.Read(input.Statement, "8.7", out var statement) is { } malformed)
            return new AttestationResult.Invalid(malformed);
        if (!statement.IsEmpty)
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationStatementMemberUnexpected, "8.7", "the statement of format none is not empty");
        }

        return new AttestationResult.None();
    }
}
