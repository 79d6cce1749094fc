namespace PasskeyLedger.WebAuthn;

/// <summary>What became of verifying a registration.</summary>
public abstract record RegistrationVerdict
{
    private RegistrationVerdict()
    {
    }

    /// <summary>Every check passed.</summary>
    public sealed record Verified(VerifiedCredential Credential) : RegistrationVerdict;

    /// <summary>The first check that failed, in the specification's order.</summary>
    public sealed record Refused(CeremonyFailure Failure) : RegistrationVerdict;
}

/// <summary>How far the attestation can be relied on for what it says of the authenticator.</summary>
public enum AttestationTrustLevel
{
    /// <summary>No attestation: the AAGUID is what the client said.</summary>
    None,

    /// <summary>Signed with the credential's own key: it proves possession of that key, nothing of the authenticator.</summary>
    Self,

    /// <summary>Signed by an attestation key with a certificate, which was not followed to a root.</summary>
    Unverified,

    /// <summary>Signed by an attestation key whose certificate chains to one of the trust anchors.</summary>
    Trusted,
}

/// <summary>A new credential that passed verification: what section 7.1 step 27 stores.</summary>
public sealed record VerifiedCredential
{
    /// <summary>1 to 1023 bytes.</summary>
    public required ReadOnlyMemory<byte> CredentialId { get; init; }

    /// <summary>The COSE_Key as the authenticator sent it.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>COSE algorithm identifier of the key.</summary>
    public required int Algorithm { get; init; }

    /// <summary>
    /// The authenticator's model as its data states it; as good as <see cref="TrustLevel"/> says where the attestation covers it. One of format
    /// fido-u2f does not, and then it is as good as without an attestation.
    /// </summary>
    public required Guid Aaguid { get; init; }

    /// <summary><see cref="Aaguid"/> as metadata writes it: lower case, with hyphens.</summary>
    public string AaguidText => Aaguid.ToString("D");

    /// <summary>The attestation statement format.</summary>
    public required string Format { get; init; }

    public required uint SignCount { get; init; }

    public required AuthenticatorFlags Flags { get; init; }

    public bool UserVerified => Flags.HasFlag(AuthenticatorFlags.UserVerified);

    public bool BackupEligible => Flags.HasFlag(AuthenticatorFlags.BackupEligible);

    public bool BackedUp => Flags.HasFlag(AuthenticatorFlags.BackedUp);

    /// <summary>As the client reported them; not authenticated.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>As the client reported it; not authenticated.</summary>
    public string? AuthenticatorAttachment { get; init; }

    public required AttestationTrustLevel TrustLevel { get; init; }
}
