using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>Makes the attestation statements of one format (WebAuthn section 8).</summary>
public interface IAttestationFormat
{
    /// <summary>The registered identifier, written as <c>fmt</c>.</summary>
    string Identifier { get; }

    /// <summary>The AAGUID that stands in the authenticator data with this format; null: the authenticator's own.</summary>
    Guid? Aaguid => null;

    /// <summary><c>attStmt</c>, encoded: with every format but one a map, made with <see cref="AttestationInput.Encode"/>.</summary>
    /// <exception cref="NotSupportedException">The format can't attest a key like this credential's.</exception>
    byte[] Statement(AttestationInput input);
}

/// <summary>What a statement is made of and made over.</summary>
public sealed record AttestationInput
{
    /// <summary>As written into the attestation object.</summary>
    public required byte[] AuthenticatorData { get; init; }

    /// <summary>As written into the authenticator data.</summary>
    public required byte[] RpIdHash { get; init; }

    /// <inheritdoc cref="MadeRegistration.CredentialId"/>
    public required byte[] CredentialId { get; init; }

    /// <summary>As written into the authenticator data.</summary>
    public required Guid Aaguid { get; init; }

    /// <summary>SHA-256 of the client data.</summary>
    public required byte[] ClientDataHash { get; init; }

    public required AuthenticatorKey CredentialKey { get; init; }

    internal AuthenticatorFault Fault { get; init; } = AuthenticatorFault.Nothing;

    /// <summary>What most formats attest: the authenticator data followed by the hash of the client data.</summary>
    public byte[] ToBeSigned => [.. AuthenticatorData, .. ClientDataHash];

    /// <summary>A signature over these bytes, unless the fault says otherwise.</summary>
    public byte[] Sign(AuthenticatorKey key, byte[] toBeSigned) => Fault.Signature(key.Sign(Fault.SignedBytes(toBeSigned)));

    /// <summary>The certificates in DER, the attesting one first, unless the fault says otherwise.</summary>
    public IReadOnlyList<byte[]> Certificates(params IReadOnlyList<byte[]> chain) => Fault.CertificateChain(chain);

    /// <summary><c>x5c</c> of these certificates, unless the fault says otherwise.</summary>
    public byte[] CertificateChain(params IReadOnlyList<byte[]> chain) =>
        Cbor.Array([.. Certificates(chain).Select(der => Cbor.Bytes(der))]);

    /// <summary>The statement, unless the fault says otherwise.</summary>
    public byte[] Encode(CborMap statement) => Fault.Statement(statement).Encode();
}
