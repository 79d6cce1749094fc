namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 8.7, None Attestation Statement Format.</summary>
internal static class NoneAttestation
{
    public const string Format = "none";

    public static AttestationResult Verify(AttestationInput input)
    {
        // Syntax: an empty map.
        if (AttestationStatement.Read(input.Statement, "8.7", StatementMembers.None, StatementMembers.None, out _) is { } malformed)
            return new AttestationResult.Invalid(malformed);
        return AttestationResult.None.Instance;
    }
}
