using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Section 5.1: what is not RegistrationResponseJSON is refused before anything is verified.</summary>
public sealed class CredentialShapeTests
{
    private static readonly MadeRegistration Made = new();

    [Fact]
    public void a_credential_is_taken_apart()
    {
        var response = Made.ShouldParse();

        response.CredentialId.ToArray().ShouldBe(Made.CredentialId);
        response.ClientData.Type.ShouldBe("webauthn.create");
        response.ClientData.Challenge.ShouldBe(MadeRegistration.Challenge);
        response.ClientData.ChallengeBytes.ToArray().ShouldBe([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        response.ClientData.Origin.ShouldBe(MadeRegistration.Origin);
        response.ClientData.CrossOrigin.ShouldBe(false);
        response.ClientData.TopOrigin.ShouldBeNull();
        response.ClientData.Raw.ToArray().ShouldBe(Made.ClientDataBytes());
        response.AttestationObject.Format.ShouldBe("none");
        response.AttestationObject.Statement.ToArray().ShouldBe([0xa0]);
        response.AttestationObject.AuthenticatorData.ToArray().ShouldBe(Made.AuthenticatorData());
        response.AttestationObject.Raw.ToArray().ShouldBe(Made.AttestationObject());
        response.AuthenticatorData.SignCount.ShouldBe(7u);
        response.AuthenticatorData.Flags.ShouldBe(Made.Flags);
        response.AuthenticatorData.AttestedCredentialData.Aaguid.ToString().ShouldBe("01020304-0506-0708-0102-030405060708");
        response.AuthenticatorData.AttestedCredentialData.PublicKey.ToArray().ShouldBe(Made.PublicKey);
        response.AuthenticatorData.AttestedCredentialData.Key.Algorithm.ShouldBe(-7);
        response.Transports.ShouldBe(["internal", "hybrid"]);
        response.AuthenticatorAttachment.ShouldBe("platform");
        response.ClientExtensionResults.ShouldNotBeNull().ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void an_answer_that_is_recorded_by_its_signed_parts_is_taken_apart_as_before()
    {
        var recorded = RegistrationResponse.Parse(Made.CredentialId, Made.ClientDataBytes(), Made.AttestationObject())
            .ShouldBeOfType<ParsedRegistration.Accepted>().Response;

        var sent = Made.ShouldParse();
        recorded.CredentialId.ToArray().ShouldBe(Made.CredentialId);
        recorded.ClientData.Raw.ToArray().ShouldBe(sent.ClientData.Raw.ToArray());
        recorded.AttestationObject.Raw.ToArray().ShouldBe(sent.AttestationObject.Raw.ToArray());
        recorded.AuthenticatorData.AttestedCredentialData.Aaguid.ShouldBe(sent.AuthenticatorData.AttestedCredentialData.Aaguid);
        recorded.Transports.ShouldBeEmpty();
        recorded.AuthenticatorAttachment.ShouldBeNull();
    }

    [Fact]
    public void an_answer_that_is_recorded_under_another_id_is_no_registration()
    {
        RegistrationResponse.Parse(new byte[] { 1 }, Made.ClientDataBytes(), Made.AttestationObject())
            .ShouldBeOfType<ParsedRegistration.Refused>().Failure.Code.ShouldBe(CeremonyFailureCode.CredentialIdMismatch);
        RegistrationResponse.Parse(Made.CredentialId, default, Made.AttestationObject())
            .ShouldBeOfType<ParsedRegistration.Refused>().Failure.Code.ShouldBe(CeremonyFailureCode.ClientDataNotJson);
    }

    [Fact]
    public void a_string_that_holds_the_credential_is_as_good_as_the_credential() =>
        MadeRegistration.ShouldParse(JsonSerializer.Serialize(Made.Json().ToJsonString())).CredentialId.ToArray().ShouldBe(Made.CredentialId);

    [Fact]
    public void json_text_is_read_as_the_element_is()
    {
        foreach (var fault in AuthenticatorFault.In(FaultGroup.Credential).Concat(AuthenticatorFault.In(FaultGroup.ClientData)))
        {
            var made = new SoftwareAuthenticator { Fault = fault }.Register(RegistrationCeremony.Example());

            var ofText = RegistrationResponse.Parse(Encoding.UTF8.GetBytes(made.Json));
            var ofElement = RegistrationResponse.Parse(made.ToJsonElement());

            (ofText as ParsedRegistration.Refused)?.Failure.ShouldBe((ofElement as ParsedRegistration.Refused)?.Failure, fault.Name);
            ofText.GetType().ShouldBe(ofElement.GetType(), fault.Name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("\"{}\"x")]
    [InlineData("\uFEFF{}")]
    public void text_that_is_not_json_is_no_credential(string text) =>
        RegistrationResponse.Parse(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<ParsedRegistration.Refused>()
            .Failure.Code.ShouldBe(CeremonyFailureCode.CredentialNotAnObject);

    [Fact]
    public void what_clients_leave_out_or_write_as_null_is_absent()
    {
        var json = Made.Json();
        json["authenticatorAttachment"] = null;
        json["clientExtensionResults"] = null;
        json["response"]!.AsObject().Remove("transports");

        var response = MadeRegistration.ShouldParse(json.ToJsonString());

        response.AuthenticatorAttachment.ShouldBeNull();
        response.ClientExtensionResults.ShouldBeNull();
        response.Transports.ShouldBeEmpty();
    }

    [Fact]
    public void escapes_in_base64url_text_are_read_as_what_they_stand_for()
    {
        var json = Made.Json().ToJsonString().Replace("\"id\":\"A", "\"id\":\"\\u0041", StringComparison.Ordinal);

        json.ShouldContain("\\u0041");
        MadeRegistration.ShouldParse(json);
    }

    [Fact]
    public void a_response_outlives_the_document_it_was_read_from()
    {
        RegistrationResponse response;
        using (var document = JsonDocument.Parse(Made.Json().ToJsonString()))
            response = RegistrationResponse.Parse(document.RootElement).ShouldBeOfType<ParsedRegistration.Accepted>().Response;

        response.ClientExtensionResults.ShouldNotBeNull().GetRawText().ShouldBe("{}");
        response.ClientData.Raw.ToArray().ShouldBe(Made.ClientDataBytes());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("17")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\"{\"")]
    [InlineData("\"[]\"")]
    [InlineData("\"\\\"{}\\\"\"")]
    public void what_is_not_an_object_is_no_credential(string json) =>
        MadeRegistration.ShouldNotParse(json).Code.ShouldBe(CeremonyFailureCode.CredentialNotAnObject);

    [Fact]
    public void no_value_at_all_is_no_credential() =>
        RegistrationResponse.Parse(default(JsonElement)).ShouldBeOfType<ParsedRegistration.Refused>()
            .Failure.Code.ShouldBe(CeremonyFailureCode.CredentialNotAnObject);

    [Theory]
    [InlineData("id")]
    [InlineData("rawId")]
    [InlineData("type")]
    [InlineData("response")]
    [InlineData("response.clientDataJSON")]
    [InlineData("response.attestationObject")]
    public void a_required_member_can_not_be_missing(string member)
    {
        var failure = Changed(member, static (parent, name) => parent.Remove(name));

        failure.Code.ShouldBe(CeremonyFailureCode.CredentialMemberMissing);
        failure.Kind.ShouldBe(CeremonyFailureKind.Malformed);
        failure.Detail.ShouldBe($"{member} is missing");
    }

    [Theory]
    [InlineData("id", "7")]
    [InlineData("id", "null")]
    [InlineData("rawId", "{}")]
    [InlineData("type", "true")]
    [InlineData("response", "\"text\"")]
    [InlineData("response", "null")]
    [InlineData("response.clientDataJSON", "{}")]
    [InlineData("response.attestationObject", "[]")]
    [InlineData("response.transports", "\"usb\"")]
    [InlineData("response.transports", "[1]")]
    [InlineData("authenticatorAttachment", "1")]
    [InlineData("clientExtensionResults", "[]")]
    public void a_member_has_its_type(string member, string value)
    {
        var failure = Changed(member, (parent, name) => parent[name] = JsonNode.Parse(value));

        failure.Code.ShouldBe(CeremonyFailureCode.CredentialMemberWrongType);
        failure.Detail.ShouldStartWith(member);
    }

    [Theory]
    [InlineData("id", "AAA=")]
    [InlineData("id", "AA A")]
    [InlineData("rawId", "A")]
    [InlineData("rawId", "AB")]
    [InlineData("response.clientDataJSON", "a+b/")]
    [InlineData("response.attestationObject", "o2Nm\n")]
    public void byte_strings_are_base64url_without_padding(string member, string value)
    {
        var failure = Changed(member, (parent, name) => parent[name] = value);

        failure.Code.ShouldBe(CeremonyFailureCode.CredentialMemberNotBase64Url);
        failure.Detail.ShouldStartWith(member);
    }

    [Theory]
    [InlineData("\"id\":\"AA\"")]
    [InlineData("\"type\":\"public-key\"")]
    [InlineData("\"response\":{}")]
    public void a_member_that_is_read_stands_there_once(string duplicate) =>
        MadeRegistration.ShouldNotParse("{" + duplicate + "," + Made.Json().ToJsonString()[1..])
            .Code.ShouldBe(CeremonyFailureCode.CredentialMemberDuplicated);

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("Public-Key")]
    public void the_type_is_public_key(string type) =>
        Changed("type", (parent, name) => parent[name] = type).Code.ShouldBe(CeremonyFailureCode.CredentialTypeWrong);

    [Theory]
    [InlineData("id")]
    [InlineData("rawId")]
    public void both_ids_are_the_one_that_the_authenticator_states(string member) =>
        Changed(member, static (parent, name) => parent[name] = "AAAA").Code.ShouldBe(CeremonyFailureCode.CredentialIdMismatch);

    [Fact]
    public void text_that_is_half_a_surrogate_pair_is_refused() =>
        MadeRegistration.ShouldNotParse("""{"type":"\ud800"}""").Code.ShouldBe(CeremonyFailureCode.CredentialNotAnObject);

    [Fact]
    public void more_transports_than_there_can_be_are_refused() =>
        Changed("response.transports", static (parent, name) => parent[name] = new JsonArray([.. Enumerable.Repeat("usb", 33).Select(t => (JsonNode)t)]))
            .Code.ShouldBe(CeremonyFailureCode.CredentialMemberWrongType);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"usb\\u0000\"")]
    [InlineData("\"usb\\n\"")]
    [InlineData("\"usb\\u007f\"")]
    [InlineData("\"\u00fcsb\"")]
    [InlineData("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    public void texts_that_are_kept_are_short_and_printable(string text)
    {
        var attachment = Changed("authenticatorAttachment", (parent, name) => parent[name] = JsonNode.Parse(text));
        attachment.Code.ShouldBe(CeremonyFailureCode.CredentialMemberWrongType);
        attachment.Kind.ShouldBe(CeremonyFailureKind.Malformed);
        Changed("response.transports", (parent, name) => parent[name] = JsonNode.Parse($"[\"usb\",{text}]"))
            .Code.ShouldBe(CeremonyFailureCode.CredentialMemberWrongType);
    }

    [Fact]
    public void half_a_surrogate_pair_in_a_text_that_is_kept_is_refused() =>
        MadeRegistration.ShouldNotParse(Made.Json().ToJsonString().Replace("\"platform\"", "\"\\ud800\"", StringComparison.Ordinal))
            .Kind.ShouldBe(CeremonyFailureKind.Malformed);

    [Fact]
    public void a_transport_that_nobody_knows_yet_is_kept()
    {
        var json = Made.Json();
        json["response"]!["transports"] = new JsonArray("usb", new string('~', 64));

        MadeRegistration.ShouldParse(json.ToJsonString()).Transports.ShouldBe(["usb", new string('~', 64)]);
    }

    private static CeremonyFailure Changed(string member, Action<JsonObject, string> change)
    {
        var json = Made.Json();
        if (member.StartsWith("response.", StringComparison.Ordinal))
            change(json["response"]!.AsObject(), member["response.".Length..]);
        else
            change(json, member);
        return MadeRegistration.ShouldNotParse(json.ToJsonString());
    }
}
