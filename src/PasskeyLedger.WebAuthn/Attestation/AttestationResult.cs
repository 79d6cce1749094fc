namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>What a format's verification procedure returns (section 6.5.2).</summary>
internal abstract record AttestationResult
{
    private AttestationResult()
    {
    }

    /// <summary>No attestation was provided.</summary>
    public sealed record None : AttestationResult
    {
        public static readonly None Instance = new();
    }

    /// <summary>Self attestation: there is no trust path.</summary>
    public sealed record Self : AttestationResult;

    /// <summary>
    /// Basic, AttCA or AnonCA attestation, which can't be told apart by the statement.
    /// </summary>
    /// <param name="TrustPath">Certificates in DER, the attestation certificate first.</param>
    /// <param name="Algorithm">
    /// The COSE algorithm of <c>alg</c>, which metadata must have for the model; null: the format has no <c>alg</c>, or the attestation key is
    /// the platform's, of which metadata says nothing.
    /// </param>
    public sealed record Certified(IReadOnlyList<ReadOnlyMemory<byte>> TrustPath, int? Algorithm = null) : AttestationResult
    {
        /// <summary>Whether what was signed holds the AAGUID. Where it does not, whoever relayed the answer could have put in any.</summary>
        public bool CoversAaguid { get; init; } = true;

        /// <summary>
        /// Whether many authenticators have the same certificate, as the specification wants it of those that keep one (section 14.4.1), and
        /// not each credential or each machine its own.
        /// </summary>
        public bool IsOfBatch { get; init; }
    }

    /// <summary>Several attestations of one credential, each valid for itself, with the format of each.</summary>
    public sealed record Compound(IReadOnlyList<(string Format, AttestationResult Result)> Attestations) : AttestationResult;

    /// <summary>The statement is not a correct one.</summary>
    public sealed record Invalid(CeremonyFailure Failure) : AttestationResult
    {
        public Invalid(CeremonyFailureCode code, string step, string detail)
            : this(new CeremonyFailure(code, step, detail))
        {
        }
    }
}
