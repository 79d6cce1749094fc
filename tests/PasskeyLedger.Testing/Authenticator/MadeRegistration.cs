using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>What the software authenticator made, from the parts up to the JSON that a page sends.</summary>
public sealed record MadeRegistration
{
    /// <summary>The credential's key pair, as it was before any fault touched its encoding.</summary>
    public required AuthenticatorKey Key { get; init; }

    /// <summary>The credential id in the authenticator data; empty where a fault left it out.</summary>
    public required byte[] CredentialId { get; init; }

    public required byte[] ClientDataJson { get; init; }

    public required byte[] AuthenticatorData { get; init; }

    public required byte[] AttestationObject { get; init; }

    /// <summary>
    /// <c>RegistrationResponseJSON</c> of WebAuthn section 5.1.8. Always JSON; with some faults not an object, or one with doubled members.
    /// </summary>
    public required string Json { get; init; }

    /// <summary>The credential id as the wire and the ledger write it.</summary>
    public string CredentialIdText => Base64Url.EncodeToString(CredentialId);

    public JsonElement ToJsonElement()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.Clone();
    }

    /// <summary>For a test that changes a member itself; of no use with a fault that leaves no object or doubles a member.</summary>
    public JsonObject ToJsonObject() => JsonNode.Parse(Json)!.AsObject();
}
