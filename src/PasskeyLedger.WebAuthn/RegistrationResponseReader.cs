using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.WebAuthn;

/// <summary>Reads RegistrationResponseJSON. A member that is read may stand there once; members that are not read are ignored.</summary>
internal static class RegistrationResponseReader
{
    private const string Section = "5.1";
    private const int MaxDepth = 32;

    // The specification knows six transports.
    private const int MaxTransports = 32;

    private const int MaxReportedLength = 64;
    private const string Reported = "1 to 64 printable ASCII characters";

    public static CeremonyFailure? Read(JsonElement credential, out RegistrationResponse? response)
    {
        response = null;
        try
        {
            if (credential.ValueKind != JsonValueKind.String)
                return ReadObject(credential, out response);
            using var document = JsonDocument.Parse(credential.GetString()!, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ReadObject(document.RootElement, out response);
        }
        catch (JsonException)
        {
            return new(CeremonyFailureCode.CredentialNotAnObject, Section, "the credential is a string that holds no JSON");
        }
        catch (InvalidOperationException)
        {
            // JSON may escape half a surrogate pair, which no string can hold.
            return new(CeremonyFailureCode.CredentialNotAnObject, Section, "the credential holds text that is not Unicode");
        }
    }

    private static CeremonyFailure? ReadObject(JsonElement credential, out RegistrationResponse? response)
    {
        response = null;
        if (credential.ValueKind != JsonValueKind.Object)
            return new(CeremonyFailureCode.CredentialNotAnObject, Section, "the credential is not a JSON object");

        JsonElement id = default, rawId = default, type = default, inner = default, attachment = default, extensions = default;
        foreach (var member in credential.EnumerateObject())
        {
            var fault =
                member.NameEquals("id"u8) ? Once(member, "id", ref id)
                : member.NameEquals("rawId"u8) ? Once(member, "rawId", ref rawId)
                : member.NameEquals("type"u8) ? Once(member, "type", ref type)
                : member.NameEquals("response"u8) ? Once(member, "response", ref inner)
                : member.NameEquals("authenticatorAttachment"u8) ? Once(member, "authenticatorAttachment", ref attachment)
                : member.NameEquals("clientExtensionResults"u8) ? Once(member, "clientExtensionResults", ref extensions)
                : null;
            if (fault is not null)
                return fault;
        }

        if (Text(type, "type", out var typeText) is { } typeFault)
            return typeFault;
        if (typeText != "public-key")
        {
            return new(
                CeremonyFailureCode.CredentialTypeWrong,
                Section,
                $"the credential's type is {CeremonyFailure.Quote(typeText)}, not 'public-key'");
        }

        if (Bytes(id, "id", out var idBytes) is { } idFault)
            return idFault;
        if (Bytes(rawId, "rawId", out var rawIdBytes) is { } rawIdFault)
            return rawIdFault;
        if (OptionalReported(attachment, "authenticatorAttachment", out var attachmentText) is { } attachmentFault)
            return attachmentFault;
        if (IsSent(extensions) && extensions.ValueKind != JsonValueKind.Object)
            return WrongType("clientExtensionResults", "an object");
        if (ReadInner(inner, out var clientData, out var attestationObject, out var transports) is { } innerFault)
            return innerFault;

        if (ReadIdentified(idBytes, rawIdBytes, clientData!, attestationObject!, out var identified) is { } dataFault)
            return dataFault;
        response = identified! with
        {
            Transports = transports,
            AuthenticatorAttachment = attachmentText,
            ClientExtensionResults = IsSent(extensions) ? extensions.Clone() : null,
        };
        return null;
    }

    /// <summary>Reads an answer by its signed parts alone.</summary>
    public static CeremonyFailure? Read(
        ReadOnlyMemory<byte> credentialId, ReadOnlyMemory<byte> clientDataJson, ReadOnlyMemory<byte> attestation, out RegistrationResponse? response)
    {
        response = null;
        return ClientData.Read(clientDataJson, out var clientData)
            ?? AttestationObject.Read(attestation, out var attestationObject)
            ?? ReadIdentified(credentialId.Span, credentialId.Span, clientData!, attestationObject!, out response);
    }

    private static CeremonyFailure? ReadIdentified(
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> rawId,
        ClientData clientData,
        AttestationObject attestationObject,
        out RegistrationResponse? response)
    {
        response = null;
        if (AuthenticatorData.Read(attestationObject.AuthenticatorData, out var authenticatorData) is { } dataFault)
            return dataFault;
        var credentialId = authenticatorData!.AttestedCredentialData.CredentialId;
        if (!credentialId.Span.SequenceEqual(id) || !credentialId.Span.SequenceEqual(rawId))
        {
            return new(
                CeremonyFailureCode.CredentialIdMismatch,
                Section,
                "id and rawId are not the credential id that the authenticator data holds");
        }

        response = new RegistrationResponse
        {
            CredentialId = credentialId,
            ClientData = clientData,
            AttestationObject = attestationObject,
            AuthenticatorData = authenticatorData,
        };
        return null;
    }

    private static CeremonyFailure? ReadInner(
        JsonElement response, out ClientData? clientData, out AttestationObject? attestationObject, out IReadOnlyList<string> transports)
    {
        clientData = null;
        attestationObject = null;
        transports = [];
        if (response.ValueKind == JsonValueKind.Undefined)
            return Missing("response");
        if (response.ValueKind != JsonValueKind.Object)
            return WrongType("response", "an object");

        JsonElement clientDataJson = default, attestation = default, transportList = default;
        foreach (var member in response.EnumerateObject())
        {
            var fault =
                member.NameEquals("clientDataJSON"u8) ? Once(member, "response.clientDataJSON", ref clientDataJson)
                : member.NameEquals("attestationObject"u8) ? Once(member, "response.attestationObject", ref attestation)
                : member.NameEquals("transports"u8) ? Once(member, "response.transports", ref transportList)
                : null;
            if (fault is not null)
                return fault;
        }

        if (Bytes(clientDataJson, "response.clientDataJSON", out var clientDataBytes) is { } clientDataFault)
            return clientDataFault;
        if (Bytes(attestation, "response.attestationObject", out var attestationBytes) is { } attestationFault)
            return attestationFault;
        return ReportedTexts(transportList, "response.transports", out transports)
            ?? ClientData.Read(clientDataBytes, out clientData)
            ?? AttestationObject.Read(attestationBytes, out attestationObject);
    }

    /// <summary>A member of an optional kind that is null was not sent: clients write what the browser left undefined as null.</summary>
    private static bool IsSent(JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    private static CeremonyFailure? Once(JsonProperty member, string name, ref JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Undefined)
            return new(CeremonyFailureCode.CredentialMemberDuplicated, Section, $"{name} stands there twice");
        value = member.Value;
        return null;
    }

    private static CeremonyFailure? Text(JsonElement value, string name, out string text)
    {
        text = "";
        if (value.ValueKind == JsonValueKind.Undefined)
            return Missing(name);
        if (value.ValueKind != JsonValueKind.String)
            return WrongType(name, "a string");
        text = value.GetString()!;
        return null;
    }

    /// <summary>
    /// Texts that the client reports are kept with the credential as they are: what no database, log or page has trouble with is enough
    /// for every value that the specification has, or a browser is likely to add.
    /// </summary>
    private static bool IsReported(string text) =>
        text.Length is > 0 and <= MaxReportedLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static CeremonyFailure? OptionalReported(JsonElement value, string name, out string? text)
    {
        text = null;
        if (!IsSent(value))
            return null;
        if (Text(value, name, out var sent) is { } fault)
            return fault;
        if (!IsReported(sent))
            return WrongType(name, Reported);
        text = sent;
        return null;
    }

    private static CeremonyFailure? ReportedTexts(JsonElement value, string name, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (!IsSent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxTransports)
            return WrongType(name, $"a list of at most {MaxTransports} strings");

        var read = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return WrongType(name, "a list of strings");
            var text = item.GetString()!;
            if (!IsReported(text))
                return WrongType(name, $"a list of strings of {Reported}");
            read.Add(text);
        }

        texts = read;
        return null;
    }

    private static CeremonyFailure? Bytes(JsonElement value, string name, out byte[] bytes)
    {
        bytes = [];
        if (value.ValueKind == JsonValueKind.Undefined)
            return Missing(name);
        if (value.ValueKind != JsonValueKind.String)
            return WrongType(name, "a string");

        // The text without its quotation marks; only one with escapes has to be made a string first.
        var text = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (text.Contains((byte)'\\'))
            text = Encoding.UTF8.GetBytes(value.GetString()!);
        return StrictBase64Url.TryDecode(text, out bytes)
            ? null
            : new(CeremonyFailureCode.CredentialMemberNotBase64Url, Section, $"{name} is not base64url without padding");
    }

    private static CeremonyFailure Missing(string name) => new(CeremonyFailureCode.CredentialMemberMissing, Section, $"{name} is missing");

    private static CeremonyFailure WrongType(string name, string wanted) =>
        new(CeremonyFailureCode.CredentialMemberWrongType, Section, $"{name} is not {wanted}");
}
