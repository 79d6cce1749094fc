using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>What a format's verification procedure is given (section 6.5.2).</summary>
internal sealed class AttestationInput(
    ReadOnlyMemory<byte> statement, RegistrationResponse response, RegistrationExpectations expectations)
{
    private byte[]? clientDataHash;

    /// <summary>attStmt, still encoded.</summary>
    public ReadOnlyMemory<byte> Statement => statement;

    /// <summary>authenticatorData, taken apart.</summary>
    public AuthenticatorData AuthenticatorData => response.AuthenticatorData;

    /// <summary>The AAGUID that authenticatorData states.</summary>
    public Guid Aaguid => response.AuthenticatorData.AttestedCredentialData.Aaguid;

    /// <summary>The credential's key; known to be without a fault.</summary>
    public CoseKey CredentialKey => response.AuthenticatorData.AttestedCredentialData.Key;

    /// <summary>
    /// SHA-256 of the client data: section 7.1 step 12, done where a format asks for it first, which <c>none</c> never does.
    /// </summary>
    public byte[] ClientDataHash => clientDataHash ??= SHA256.HashData(response.ClientData.Raw.Span);

    /// <summary>The relying party's policy, where a format leaves something to it.</summary>
    public RegistrationExpectations Expectations => expectations;

    /// <summary>The concatenation of authenticatorData and clientDataHash, which most formats sign.</summary>
    public byte[] SignedData() => [.. response.AttestationObject.AuthenticatorData.Span, .. ClientDataHash];

    /// <summary>The same for a statement within the statement.</summary>
    public AttestationInput For(ReadOnlyMemory<byte> inner) => new(inner, response, expectations) { clientDataHash = clientDataHash };
}
