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

    // What nearly every page sends for the extensions that it didn't ask for.
    private static readonly JsonElement NoExtensions = JsonElement.Parse("{}"u8);

    public static CeremonyFailure? Read(JsonElement credential, out RegistrationResponse? response)
    {
        response = null;
        try
        {
            return credential.ValueKind switch
            {
                JsonValueKind.Object => ReadObject(JsonMarshal.GetRawUtf8Value(credential), out response),
                JsonValueKind.String => ReadString(credential.GetString()!, out response),
                _ => NotAnObject("the credential is not a JSON object"),
            };
        }
        catch (JsonException)
        {
            return NotAnObject("the credential is nested too deeply");
        }
        catch (InvalidOperationException)
        {
            return NotAnObject("the credential holds text that is not Unicode");
        }
    }

    /// <summary>JSON text of the object, or of a string that holds it.</summary>
    public static CeremonyFailure? Read(ReadOnlySpan<byte> json, out RegistrationResponse? response)
    {
        response = null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return ReadObject(json, out response);
            var text = reader.GetString()!;
            reader.Read();
            return ReadString(text, out response);
        }
        catch (JsonException)
        {
            return NotAnObject("the credential is not JSON");
        }
        catch (InvalidOperationException)
        {
            return NotAnObject("the credential holds text that is not Unicode");
        }
    }

    /// <summary>The signed parts of an answer, as they are recorded under the credential's id.</summary>
    public static CeremonyFailure? Read(
        ReadOnlySpan<byte> credentialId, ReadOnlyMemory<byte> clientDataJson, ReadOnlyMemory<byte> attestation, out RegistrationResponse? response)
    {
        response = null;
        if (ClientData.Read(clientDataJson, out var clientData) is { } clientDataFault)
            return clientDataFault;
        if (AttestationObject.Read(attestation, out var attestationObject) is { } attestationFault)
            return attestationFault;
        if (AuthenticatorData.Read(attestationObject!.AuthenticatorData, out var authenticatorData) is { } dataFault)
            return dataFault;
        var held = authenticatorData!.AttestedCredentialData.CredentialId;
        if (!held.Span.SequenceEqual(credentialId))
        {
            return new(
                CeremonyFailureCode.CredentialIdMismatch,
                Section,
                "the credential id is not the one that the authenticator data holds");
        }

        response = new RegistrationResponse
        {
            CredentialId = held,
            ClientData = clientData!,
            AttestationObject = attestationObject,
            AuthenticatorData = authenticatorData,
        };
        return null;
    }

    private static CeremonyFailure? ReadString(string text, out RegistrationResponse? response)
    {
        response = null;
        try
        {
            return ReadObject(Encoding.UTF8.GetBytes(text), out response);
        }
        catch (JsonException)
        {
            return NotAnObject("the credential is a string that holds no JSON");
        }
    }

    private static CeremonyFailure? ReadObject(ReadOnlySpan<byte> json, out RegistrationResponse? response)
    {
        response = null;
        var members = new RegistrationMembers.Credential();
        if (members.Read(json) is { } fault)
            return fault;

        if (Text(members.Type, "type") is { } typeFault)
            return typeFault;
        if (!members.Type.Utf8Text().SequenceEqual("public-key"u8))
        {
            return new(
                CeremonyFailureCode.CredentialTypeWrong,
                Section,
                $"the credential's type is {CeremonyFailure.Quote(members.Type.Text())}, not 'public-key'");
        }

        if (Base64Text(members.Id, "id", out var id) is { } idFault)
            return idFault;
        if (Base64Text(members.RawId, "rawId", out var rawId) is { } rawIdFault)
            return rawIdFault;
        if (OptionalReported(members.Attachment, "authenticatorAttachment", out var attachment) is { } attachmentFault)
            return attachmentFault;
        if (members.Extensions.IsSent && members.Extensions.Kind != JsonTokenType.StartObject)
            return WrongType("clientExtensionResults", "an object");
        if (ReadInner(members.Inner, out var clientData, out var attestationObject, out var transports) is { } innerFault)
            return innerFault;

        if (AuthenticatorData.Read(attestationObject!.AuthenticatorData, out var authenticatorData) is { } dataFault)
            return dataFault;
        var credentialId = authenticatorData!.AttestedCredentialData.CredentialId;
        if (!StrictBase64Url.IsTextOf(id, credentialId.Span) || !StrictBase64Url.IsTextOf(rawId, credentialId.Span))
        {
            return new(
                CeremonyFailureCode.CredentialIdMismatch,
                Section,
                "id and rawId are not the credential id that the authenticator data holds");
        }

        response = new RegistrationResponse
        {
            CredentialId = credentialId,
            ClientData = clientData!,
            AttestationObject = attestationObject,
            AuthenticatorData = authenticatorData,
            Transports = transports,
            AuthenticatorAttachment = attachment,
            ClientExtensionResults = Extensions(members.Extensions),
        };
        return null;
    }

    private static CeremonyFailure? ReadInner(
        JsonMember response, out ClientData? clientData, out AttestationObject? attestationObject, out IReadOnlyList<string> transports)
    {
        clientData = null;
        attestationObject = null;
        transports = [];
        if (!response.IsThere)
            return Missing("response");
        if (response.Kind != JsonTokenType.StartObject)
            return WrongType("response", "an object");

        var members = new RegistrationMembers.Response();
        if (members.Read(response.Raw) is { } fault)
            return fault;
        if (Bytes(members.ClientData, "response.clientDataJSON", out var clientDataBytes) is { } clientDataFault)
            return clientDataFault;
        if (Bytes(members.Attestation, "response.attestationObject", out var attestationBytes) is { } attestationFault)
            return attestationFault;
        return ReportedTexts(members.Transports, "response.transports", out transports)
            ?? ClientData.Read(clientDataBytes, out clientData)
            ?? AttestationObject.Read(attestationBytes, out attestationObject);
    }

    private static CeremonyFailure? Text(JsonMember value, string name) =>
        !value.IsThere ? Missing(name)
        : value.Kind != JsonTokenType.String ? WrongType(name, "a string")
        : null;

    /// <summary>
    /// Texts that the client reports are kept with the credential as they are: what no database, log or page has trouble with is enough
    /// for every value that the specification has, or a browser is likely to add.
    /// </summary>
    private static bool IsReported(string text) =>
        text.Length is > 0 and <= MaxReportedLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static CeremonyFailure? OptionalReported(JsonMember value, string name, out string? text)
    {
        text = null;
        if (!value.IsSent)
            return null;
        if (Text(value, name) is { } fault)
            return fault;
        var sent = value.Text();
        if (!IsReported(sent))
            return WrongType(name, Reported);
        text = sent;
        return null;
    }

    private static CeremonyFailure? ReportedTexts(JsonMember value, string name, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (!value.IsSent)
            return null;
        if (value.Kind != JsonTokenType.StartArray)
            return WrongType(name, $"a list of at most {MaxTransports} strings");

        var read = new List<string>();
        var reader = new Utf8JsonReader(value.Raw, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                return WrongType(name, "a list of strings");
            if (read.Count == MaxTransports)
                return WrongType(name, $"a list of at most {MaxTransports} strings");
            var text = reader.GetString()!;
            if (!IsReported(text))
                return WrongType(name, $"a list of strings of {Reported}");
            read.Add(text);
        }

        texts = read;
        return null;
    }

    private static CeremonyFailure? Base64Text(JsonMember value, string name, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Text(value, name) is { } fault)
            return fault;
        text = value.Utf8Text();
        return StrictBase64Url.IsValid(text) ? null : NotBase64Url(name);
    }

    private static CeremonyFailure? Bytes(JsonMember value, string name, out byte[] bytes)
    {
        bytes = [];
        if (Text(value, name) is { } fault)
            return fault;
        return StrictBase64Url.TryDecode(value.Utf8Text(), out bytes) ? null : NotBase64Url(name);
    }

    private static JsonElement? Extensions(JsonMember value) =>
        !value.IsSent ? null
        : value.Raw.SequenceEqual("{}"u8) ? NoExtensions
        : JsonElement.Parse(value.Raw, new JsonDocumentOptions { MaxDepth = MaxDepth });

    private static CeremonyFailure NotAnObject(string how) => new(CeremonyFailureCode.CredentialNotAnObject, Section, how);

    private static CeremonyFailure NotBase64Url(string name) =>
        new(CeremonyFailureCode.CredentialMemberNotBase64Url, Section, $"{name} is not base64url without padding");

    private static CeremonyFailure Missing(string name) => new(CeremonyFailureCode.CredentialMemberMissing, Section, $"{name} is missing");

    private static CeremonyFailure WrongType(string name, string wanted) =>
        new(CeremonyFailureCode.CredentialMemberWrongType, Section, $"{name} is not {wanted}");
}
