using System.Text.Json;

namespace PasskeyLedger.WebAuthn;

/// <summary>Finds the members of RegistrationResponseJSON (section 5.1) that are read, each once at most, and leaves them as they stand.</summary>
internal static class RegistrationMembers
{
    private const string Section = "5.1";
    private const int MaxDepth = 32;

    /// <summary>The members of RegistrationResponseJSON that are read.</summary>
    public ref struct Credential
    {
        public JsonMember Id;
        public JsonMember RawId;
        public JsonMember Type;
        public JsonMember Inner;
        public JsonMember Attachment;
        public JsonMember Extensions;

        /// <exception cref="JsonException">It is not JSON.</exception>
        public CeremonyFailure? Read(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return new(CeremonyFailureCode.CredentialNotAnObject, Section, "the credential is not a JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var fault =
                    reader.ValueTextEquals("id"u8) ? Once(ref reader, json, "id", ref Id)
                    : reader.ValueTextEquals("rawId"u8) ? Once(ref reader, json, "rawId", ref RawId)
                    : reader.ValueTextEquals("response"u8) ? Once(ref reader, json, "response", ref Inner)
                    : reader.ValueTextEquals("type"u8) ? Once(ref reader, json, "type", ref Type)
                    : reader.ValueTextEquals("authenticatorAttachment"u8) ? Once(ref reader, json, "authenticatorAttachment", ref Attachment)
                    : reader.ValueTextEquals("clientExtensionResults"u8) ? Once(ref reader, json, "clientExtensionResults", ref Extensions)
                    : Ignored(ref reader);
                if (fault is not null)
                    return fault;
            }

            // Anything but white space after the object makes the reader throw here.
            reader.Read();
            return null;
        }
    }

    /// <summary>The members of AuthenticatorAttestationResponseJSON that are read.</summary>
    public ref struct Response
    {
        public JsonMember ClientData;
        public JsonMember Attestation;
        public JsonMember Transports;

        public CeremonyFailure? Read(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var fault =
                    reader.ValueTextEquals("clientDataJSON"u8) ? Once(ref reader, json, "response.clientDataJSON", ref ClientData)
                    : reader.ValueTextEquals("attestationObject"u8) ? Once(ref reader, json, "response.attestationObject", ref Attestation)
                    : reader.ValueTextEquals("transports"u8) ? Once(ref reader, json, "response.transports", ref Transports)
                    : Ignored(ref reader);
                if (fault is not null)
                    return fault;
            }

            return null;
        }
    }

    private static CeremonyFailure? Once(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string name, ref JsonMember value)
    {
        if (value.IsThere)
            return new(CeremonyFailureCode.CredentialMemberDuplicated, Section, $"{name} stands there twice");
        value = JsonMember.Read(ref reader, json);
        return null;
    }

    private static CeremonyFailure? Ignored(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        return null;
    }
}
