using System.Text.Json;

namespace PasskeyLedger.WebAuthn;

/// <summary>A registration response (section 5.1, RegistrationResponseJSON), taken apart. Nothing of it is verified yet but its shape.</summary>
public sealed record RegistrationResponse
{
    /// <summary>The credential's id, 1 to 1023 bytes: <c>id</c> and <c>rawId</c> agree with what the authenticator says.</summary>
    public required ReadOnlyMemory<byte> CredentialId { get; init; }

    public required ClientData ClientData { get; init; }

    public required AttestationObject AttestationObject { get; init; }

    public required AuthenticatorData AuthenticatorData { get; init; }

    /// <summary>As the client reported them, unknown ones too (section 5.8.4), each 1 to 64 printable ASCII characters; not authenticated.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>
    /// <c>platform</c>, <c>cross-platform</c> or what else the client says (section 5.4.5) in 1 to 64 printable ASCII characters;
    /// null: not said. Not authenticated.
    /// </summary>
    public string? AuthenticatorAttachment { get; init; }

    /// <summary>Outputs of client extensions, an object; null: not sent. Not authenticated.</summary>
    public JsonElement? ClientExtensionResults { get; init; }

    /// <summary>
    /// Takes a credential apart: the object that <c>PublicKeyCredential.toJSON()</c> makes, or a JSON string that holds it.
    /// Byte strings are base64url without padding. <c>clientExtensionResults</c>, <c>authenticatorAttachment</c> and
    /// <c>response.transports</c> may be missing; the convenience copies <c>authenticatorData</c>, <c>publicKey</c> and
    /// <c>publicKeyAlgorithm</c> are not read. What is returned shares no memory with <paramref name="credential"/>.
    /// </summary>
    public static ParsedRegistration Parse(JsonElement credential) =>
        Outcome(RegistrationResponseReader.Read(credential, out var response), response);

    /// <summary>The same of a credential that is still JSON text, in UTF-8.</summary>
    public static ParsedRegistration Parse(ReadOnlySpan<byte> credential) =>
        Outcome(RegistrationResponseReader.Read(credential, out var response), response);

    /// <summary>
    /// Takes an answer apart that is recorded by its signed parts, as it was before. What a client reports beside them (transports,
    /// attachment, extension outputs) is not there. What is returned shares memory with the parts.
    /// </summary>
    /// <param name="credentialId">The id that the credential is recorded under.</param>
    public static ParsedRegistration Parse(
        ReadOnlyMemory<byte> credentialId, ReadOnlyMemory<byte> clientDataJson, ReadOnlyMemory<byte> attestationObject) =>
        Outcome(RegistrationResponseReader.Read(credentialId.Span, clientDataJson, attestationObject, out var response), response);

    private static ParsedRegistration Outcome(CeremonyFailure? failure, RegistrationResponse? response) =>
        failure is null ? new ParsedRegistration.Accepted(response!) : new ParsedRegistration.Refused(failure);
}

/// <summary>What became of taking a credential apart.</summary>
public abstract record ParsedRegistration
{
    private ParsedRegistration()
    {
    }

    /// <summary>It is a registration response.</summary>
    public sealed record Accepted(RegistrationResponse Response) : ParsedRegistration;

    /// <summary>It is not; the failure's kind is always <see cref="CeremonyFailureKind.Malformed"/>.</summary>
    public sealed record Refused(CeremonyFailure Failure) : ParsedRegistration;
}
