using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>What the FIDO Metadata Service says about a model of authenticator (MetadataBLOBPayloadEntry and its metadata statement).</summary>
public sealed record AuthenticatorMetadata
{
    private const string Surrogate = "basic_surrogate";

    /// <summary>Null for U2F authenticators, which are found by <see cref="KeyIdentifiers"/>.</summary>
    public Guid? Aaguid { get; init; }

    /// <summary>
    /// <c>attestationCertificateKeyIdentifiers</c>: SHA-1 of a public key in the attestation's certificates, 40 digits of lower-case
    /// hexadecimal.
    /// </summary>
    public IReadOnlyList<string> KeyIdentifiers { get; init; } = [];

    /// <summary>A name for people; null: there is no metadata statement.</summary>
    public string? Description { get; init; }

    /// <summary><c>attestationRootCertificates</c>: roots, intermediates or attestation certificates.</summary>
    public IReadOnlyList<X509Certificate2> AttestationRoots { get; init; } = [];

    /// <summary><c>attestationTypes</c>, such as <c>basic_full</c>, <c>basic_surrogate</c>, <c>attca</c>.</summary>
    public IReadOnlyList<string> AttestationTypes { get; init; } = [];

    /// <summary>
    /// The algorithms of the model's credentials, as COSE identifiers: <c>authenticationAlgorithms</c> without those that are not known here,
    /// and those of <c>authenticatorGetInfo</c>, which has some that FIDO has no name for. Empty: none told.
    /// </summary>
    public IReadOnlyList<int> Algorithms { get; init; } = [];

    public IReadOnlyList<AuthenticatorStatusReport> StatusReports { get; init; } = [];

    /// <summary>Whether the model attests with the credential's own key.</summary>
    public bool AttestsItself => AttestationTypes.Contains(Surrogate, StringComparer.Ordinal);

    /// <summary>The first report that tells to trust the model no more, as of that time; null: there is none.</summary>
    /// <param name="trustPath">The attestation's certificates in DER: a compromise of one certificate is of those alone that use it.</param>
    /// <param name="at">The ceremony's time.</param>
    public AuthenticatorStatusReport? RefusingReport(IReadOnlyList<ReadOnlyMemory<byte>> trustPath, DateTimeOffset at) =>
        StatusReports.FirstOrDefault(report =>
            report.Refuses
            && (report.EffectiveDate is not { } date || date <= DateOnly.FromDateTime(at.UtcDateTime))
            && (report.Certificate is not { } compromised || trustPath.Any(der => der.Span.SequenceEqual(compromised.Span))));
}

/// <summary>A change in how far a model of authenticator can be relied on (StatusReport).</summary>
/// <param name="Status">AuthenticatorStatus, such as <c>FIDO_CERTIFIED_L1</c> or <c>REVOKED</c>.</param>
/// <param name="EffectiveDate">Since when; null: always.</param>
/// <param name="Certificate">The certificate in DER that the report is about; null: about the model.</param>
public sealed record AuthenticatorStatusReport(string Status, DateOnly? EffectiveDate, ReadOnlyMemory<byte>? Certificate)
{
    /// <summary>
    /// Whether it tells to trust the model no more: REVOKED, or that its keys or its verification of users have been broken. That an update
    /// helps is told by a later report, but not whether this authenticator has it.
    /// </summary>
    public bool Refuses => Status is
        "REVOKED"
        or "USER_VERIFICATION_BYPASS"
        or "ATTESTATION_KEY_COMPROMISE"
        or "USER_KEY_REMOTE_COMPROMISE"
        or "USER_KEY_PHYSICAL_COMPROMISE";
}
