using System.Buffers.Text;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;
using PasskeyLedger.WebAuthn.Inspection;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>What an event keeps of the credential that was sent, taken apart for people.</summary>
internal static class DecodedEvidence
{
    /// <summary>The members of events that it is made of and that are stored encrypted, by their paths.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["clientDataJSON", "evidence.raw"];

    /// <summary>
    /// An object with <c>clientData</c>, <c>authenticatorData</c> and <c>attestation</c> as an inspection shows them, and <c>fault</c> (code,
    /// step and detail; null where there is none). Null where the event keeps no credential in full.
    /// </summary>
    public static JsonElement? Of(string type, JsonElement? data)
    {
        if (data is not { } json || !StoredEvents.Names.Contains(type))
            return null;
        try
        {
            return StoredEvents.Read(type, JsonSerializer.SerializeToUtf8Bytes(json)) switch
            {
                RegistrationCompleted completed => Decode(CredentialOf(completed), TrustOf(completed)),
                RegistrationRejected { Evidence.Raw: { } raw } => Decode(JsonSerializer.Deserialize<JsonElement>(raw.Span), trust: null),
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or ContractViolationException)
        {
            return null;
        }
    }

    private static JsonElement Decode(JsonElement credential, AttestationTrustLevel? trust)
    {
        var parsed = RegistrationResponse.Parse(credential);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            RegistrationParts.Write(writer, (parsed as ParsedRegistration.Accepted)?.Response, trust);
            WriteFault(writer, (parsed as ParsedRegistration.Refused)?.Failure);
            writer.WriteEndObject();
        }

        return JsonSerializer.Deserialize<JsonElement>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void WriteFault(Utf8JsonWriter writer, CeremonyFailure? failure)
    {
        if (failure is null)
        {
            writer.WriteNull("fault");
            return;
        }

        writer.WriteStartObject("fault");
        writer.WriteString("code", failure.Code.ToString());
        writer.WriteString("step", failure.Step);
        writer.WriteString("detail", failure.Detail);
        writer.WriteEndObject();
    }

    // RegistrationResponseJSON (WebAuthn Level 3, section 5.1), of what a completed registration keeps.
    private static JsonElement CredentialOf(RegistrationCompleted completed) => JsonSerializer.SerializeToElement(new
    {
        id = completed.CredentialId,
        rawId = completed.CredentialId,
        type = "public-key",
        response = new
        {
            clientDataJSON = Base64Url.EncodeToString(completed.ClientDataJSON.Span),
            attestationObject = Base64Url.EncodeToString(completed.AttestationObject.Span),
        },
    });

    private static AttestationTrustLevel? TrustOf(RegistrationCompleted completed) =>
        Enum.TryParse<AttestationTrustLevel>(completed.Attestation.Value, ignoreCase: true, out var level) ? level : null;
}
