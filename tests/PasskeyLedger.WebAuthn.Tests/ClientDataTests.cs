using System.Text;
using System.Text.Json.Nodes;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Sections 5.8.1 and 7.1 steps 5 to 7.</summary>
public sealed class ClientDataTests
{
    private const string Good = """{"type":"webauthn.create","challenge":"AAAA","origin":"https://example.com"}""";

    [Fact]
    public void members_may_come_in_any_order_with_others_between_them()
    {
        var clientData = Parse("""
            { "extra": { "type": [1, 2] }, "origin": "https://example.com", "challenge": "AAAA", "extra": 1,
              "topOrigin": "https://top.example", "crossOrigin": true, "typ\u0065": "webauthn.create" }
            """);

        clientData.Origin.ShouldBe("https://example.com");
        clientData.CrossOrigin.ShouldBe(true);
        clientData.TopOrigin.ShouldBe("https://top.example");
    }

    [Fact]
    public void a_byte_order_mark_is_dropped() => Parse("\uFEFF" + Good).Origin.ShouldBe("https://example.com");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData(Good + "x")]
    [InlineData(Good + "{}")]
    [InlineData("""{"type":"webauthn.create",}""")]
    [InlineData("""{/**/"type":"webauthn.create"}""")]
    [InlineData("""{"type":"\ud800"}""")]
    public void what_is_not_one_json_object_is_refused(string json) => ShouldFail(json, CeremonyFailureCode.ClientDataNotJson, "7.1 step 6");

    [Fact]
    public void what_is_not_utf8_is_refused()
    {
        var made = new MadeRegistration { ClientDataBytes = static () => [.. "{\"type\":\""u8, 0xff, .. "\"}"u8] };

        var failure = made.ShouldNotParse();

        failure.Code.ShouldBe(CeremonyFailureCode.ClientDataNotJson);
        failure.Step.ShouldBe("7.1 step 5");
    }

    [Fact]
    public void deep_nesting_is_refused() =>
        ShouldFail(
            $$"""{"x":{{new string('[', 1000)}}{{new string(']', 1000)}}}""", CeremonyFailureCode.ClientDataNotJson, "7.1 step 6");

    [Theory]
    [InlineData("type")]
    [InlineData("challenge")]
    [InlineData("origin")]
    public void a_required_member_can_not_be_missing(string member) =>
        ShouldFail(Changed(o => o.Remove(member)), CeremonyFailureCode.ClientDataMemberMissing, "5.8.1");

    [Theory]
    [InlineData("type", "1")]
    [InlineData("challenge", "null")]
    [InlineData("origin", "[]")]
    [InlineData("topOrigin", "true")]
    [InlineData("crossOrigin", "\"true\"")]
    public void a_member_has_its_type(string member, string value) =>
        ShouldFail(Changed(o => o[member] = JsonNode.Parse(value)), CeremonyFailureCode.ClientDataMemberWrongType, "5.8.1");

    [Theory]
    [InlineData("crossOrigin")]
    [InlineData("topOrigin")]
    [InlineData("tokenBinding")]
    public void an_optional_member_that_is_null_says_nothing(string member)
    {
        var read = Parse(Changed(o => o[member] = null));

        read.CrossOrigin.ShouldBeNull();
        read.TopOrigin.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"topOrigin\":null,\"topOrigin\":null")]
    [InlineData("\"type\":\"webauthn.create\"")]
    [InlineData("\"challenge\":\"AAAA\"")]
    [InlineData("\"origin\":\"https://example.com\"")]
    [InlineData("\"crossOrigin\":false,\"crossOrigin\":false")]
    [InlineData("\"topOrigin\":\"https://a.example\",\"topOrigin\":\"https://b.example\"")]
    [InlineData("\"tokenBinding\":\"unused\",\"tokenBinding\":\"unused\"")]
    public void a_member_that_is_read_stands_there_once(string duplicate) =>
        ShouldFail("{" + duplicate + "," + Good[1..], CeremonyFailureCode.ClientDataMemberDuplicated, "5.8.1");

    [Theory]
    [InlineData("")]
    [InlineData("webauthn.get")]
    [InlineData("WebAuthn.Create")]
    public void the_type_is_that_of_a_registration(string type) =>
        ShouldFail(Changed(o => o["type"] = type), CeremonyFailureCode.ClientDataTypeWrong, "7.1 step 7");

    [Theory]
    [InlineData("AAA=")]
    [InlineData("A A")]
    [InlineData("AA+/")]
    [InlineData("AB")]
    public void the_challenge_is_base64url_without_padding(string challenge) =>
        ShouldFail(Changed(o => o["challenge"] = challenge), CeremonyFailureCode.ClientDataChallengeNotBase64Url, "5.8.1");

    [Theory]
    [InlineData("\"unused\"")]
    [InlineData("""{"status":"supported"}""")]
    [InlineData("""{"id":"AAAA","status":"present","more":[{}]}""")]
    public void token_binding_of_earlier_levels_is_let_through(string tokenBinding) =>
        Parse(Changed(o => o["tokenBinding"] = JsonNode.Parse(tokenBinding))).Origin.ShouldBe("https://example.com");

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":"not-supported"}""")]
    [InlineData("""{"status":"present"}""")]
    [InlineData("""{"status":"present","id":7}""")]
    public void malformed_token_binding_is_refused(string tokenBinding) =>
        ShouldFail(
            Changed(o => o["tokenBinding"] = JsonNode.Parse(tokenBinding)), CeremonyFailureCode.ClientDataTokenBindingInvalid, "5.8.1");

    [Fact]
    public void a_detail_shows_text_from_outside_short_and_printable()
    {
        var detail = ShouldFail(
            Changed(o => o["type"] = "a\nb'" + new string('x', 4000)), CeremonyFailureCode.ClientDataTypeWrong, "7.1 step 7").Detail;

        detail.Length.ShouldBeLessThan(300);
        detail.ShouldContain("'a?b?x");
    }

    private static string Changed(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        change(json);
        return json.ToJsonString();
    }

    private static ClientData Parse(string json) =>
        new MadeRegistration { ClientDataBytes = () => Encoding.UTF8.GetBytes(json) }.ShouldParse().ClientData;

    private static CeremonyFailure ShouldFail(string json, CeremonyFailureCode code, string step)
    {
        var failure = new MadeRegistration { ClientDataBytes = () => Encoding.UTF8.GetBytes(json) }.ShouldNotParse();
        failure.Code.ShouldBe(code);
        failure.Step.ShouldBe(step);
        failure.Kind.ShouldBe(CeremonyFailureKind.Malformed);
        return failure;
    }
}
