using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>Makes the attestation statements of one format (WebAuthn section 8).</summary>
public interface IAttestationFormat
{
    /// <summary>The registered identifier, written as <c>fmt</c>.</summary>
    string Identifier { get; }

    CborMap Statement(AttestationInput input);
}

/// <summary>What a statement is made of and made over.</summary>
public sealed record AttestationInput
{
    /// <summary>As written into the attestation object.</summary>
    public required byte[] AuthenticatorData { get; init; }

    public required Guid Aaguid { get; init; }

    /// <summary>SHA-256 of the client data.</summary>
    public required byte[] ClientDataHash { get; init; }

    public required AuthenticatorKey CredentialKey { get; init; }

    internal AuthenticatorFault Fault { get; init; } = AuthenticatorFault.Nothing;

    /// <summary>A signature over these bytes, unless the fault says otherwise.</summary>
    public byte[] Sign(AuthenticatorKey key, byte[] toBeSigned) => Fault.Signature(key.Sign(Fault.SignedBytes(toBeSigned)));

    /// <summary><c>x5c</c>: the certificates in DER, the attesting one first, unless the fault says otherwise.</summary>
    public byte[] CertificateChain(IReadOnlyList<byte[]> chain) =>
        Cbor.Array([.. Fault.CertificateChain(chain).Select(der => Cbor.Bytes(der))]);
}
