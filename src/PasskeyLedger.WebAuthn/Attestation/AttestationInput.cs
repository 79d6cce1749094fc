using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>What a format's verification procedure is given (section 6.5.2).</summary>
internal readonly struct AttestationInput(RegistrationResponse response, byte[] clientDataHash)
{
    /// <summary>attStmt, still encoded.</summary>
    public ReadOnlyMemory<byte> Statement => response.AttestationObject.Statement;

    /// <summary>authenticatorData, taken apart.</summary>
    public AuthenticatorData AuthenticatorData => response.AuthenticatorData;

    /// <summary>The credential's key; known to be without a fault.</summary>
    public CoseKey CredentialKey => response.AuthenticatorData.AttestedCredentialData.Key;

    /// <summary>SHA-256 of the client data.</summary>
    public byte[] ClientDataHash => clientDataHash;

    /// <summary>The concatenation of authenticatorData and clientDataHash, which most formats sign.</summary>
    public byte[] SignedData() => [.. response.AttestationObject.AuthenticatorData.Span, .. clientDataHash];
}
