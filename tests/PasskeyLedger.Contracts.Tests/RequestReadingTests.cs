using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Contracts.Tests;

public sealed class RequestReadingTests
{
    private const string Token = "eyJhbGciOi.JSUzI1NiJ9_-=";

    [Fact]
    public void a_request_survives_writing_and_reading()
    {
        var request = new CompleteWebAuthnRegistrationRequest { AccessToken = Token, Credential = Json("""{"id": "AQ", "type": "public-key"}""") };

        CompleteWebAuthnRegistrationRequest.FromJson(request.ToJson()).ShouldBe(request);
    }

    [Fact]
    public void unknown_members_are_passed_over_and_null_is_absent()
    {
        var request = ListWebAuthnCredentialsRequest.FromJson(Utf8($$"""{"AccessToken":"{{Token}}","New":{"deep":[1,2]},"NextToken":null}"""));

        request.NextToken.ShouldBeNull();
        request.AccessToken.ShouldBe(Token);
    }

    [Fact]
    public void all_violations_are_told_together_with_their_members()
    {
        var violations = Violations<ListWebAuthnCredentialsRequest>("""{"AccessToken":"not a token","NextToken":"","MaxResults":21}""", ListWebAuthnCredentialsRequest.TryRead);

        violations.ShouldBe(
            [
                "AccessToken: does not match ^[A-Za-z0-9-_=.]+$",
                "NextToken: length must be from 1 to 131072",
                @"NextToken: does not match ^[\S]+$",
                "MaxResults: must be from 0 to 20",
            ]);
    }

    [Theory]
    [InlineData("""{}""", "AccessToken: missing")]
    [InlineData("""{"AccessToken":null}""", "AccessToken: missing")]
    [InlineData("""{"AccessToken":5}""", "AccessToken: expected a string but found a number")]
    [InlineData("""{"AccessToken":{"a":[]}}""", "AccessToken: expected a string but found an object")]
    [InlineData("""{"AccessToken":"a","AccessToken":"b"}""", "AccessToken: given twice")]
    [InlineData("""{"AccessToken":"a","x":1,"x":2}""", "a member that the contract does not know is given twice")]
    [InlineData("""{"AccessToken":"\ud800"}""", "AccessToken: not valid Unicode text")]
    [InlineData("""[]""", "expected an object but found a list")]
    [InlineData("""{"AccessToken":"a"} 1""", "not well-formed JSON at line 1, byte 21")]
    [InlineData("""{"AccessToken":"a",}""", "not well-formed JSON at line 1, byte 20")]
    [InlineData("", "not well-formed JSON at line 1, byte 1")]
    public void a_body_that_breaks_the_contract_is_a_violation(string body, string expected)
        => Violations<StartWebAuthnRegistrationRequest>(body, StartWebAuthnRegistrationRequest.TryRead).ShouldBe([expected]);

    [Fact]
    public void a_trailing_newline_is_no_part_of_a_token()
        => Violations<StartWebAuthnRegistrationRequest>("""{"AccessToken":"abc\n"}""", StartWebAuthnRegistrationRequest.TryRead)
            .ShouldBe(["AccessToken: does not match ^[A-Za-z0-9-_=.]+$"]);

    [Fact]
    public void nesting_beyond_64_levels_is_a_violation()
    {
        var deep = $$"""{"AccessToken":"a","Credential":{{new string('[', 64)}}{{new string(']', 64)}}}""";

        Violations<CompleteWebAuthnRegistrationRequest>(deep, CompleteWebAuthnRegistrationRequest.TryRead).ShouldBe(["nested deeper than 64 levels"]);
    }

    [Fact]
    public void a_document_may_be_63_levels_deep_within_its_request()
    {
        var deep = $$"""{"AccessToken":"a","Credential":{{new string('[', 63)}}{{new string(']', 63)}}}""";

        CompleteWebAuthnRegistrationRequest.FromJson(Utf8(deep)).Credential.ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Fact]
    public void bytes_that_are_not_utf_8_are_a_violation_wherever_they_stand()
    {
        static byte[] Body(string before, string after) => [.. Encoding.UTF8.GetBytes(before), 0xFF, .. Encoding.UTF8.GetBytes(after)];

        Violations<CompleteWebAuthnRegistrationRequest>(Body("{\"AccessToken\":\"", "\"}"), CompleteWebAuthnRegistrationRequest.TryRead).ShouldContain("AccessToken: not valid Unicode text");
        Violations<CompleteWebAuthnRegistrationRequest>(Body("{\"AccessToken\":\"a\",\"Credential\":{\"id\":\"", "\"}}"), CompleteWebAuthnRegistrationRequest.TryRead).ShouldBe(["the body is not UTF-8"]);
        Violations<CompleteWebAuthnRegistrationRequest>(Body("{\"AccessToken\":\"a\",\"Credential\":{},\"unknown\":[\"", "\"]}"), CompleteWebAuthnRegistrationRequest.TryRead).ShouldBe(["the body is not UTF-8"]);
    }

    [Fact]
    public void a_document_whose_text_cannot_be_read_is_a_violation()
        => Violations<CompleteWebAuthnRegistrationRequest>("""{"AccessToken":"a","Credential":{"id":["\ud800"]}}""", CompleteWebAuthnRegistrationRequest.TryRead)
            .ShouldBe(["Credential: holds text that is not valid Unicode"]);

    [Fact]
    public void a_hostile_body_gets_a_bounded_answer()
    {
        var body = $$"""{"AccessToken":"a","Credentials":[{{string.Join(',', Enumerable.Repeat("1", 5000))}}]}""";

        Violations<ListWebAuthnCredentialsResponse>(body, ListWebAuthnCredentialsResponse.TryRead).Count.ShouldBeLessThanOrEqualTo(100);
    }

    [Fact]
    public void the_text_of_a_request_never_shows_its_token()
    {
        var request = new StartWebAuthnRegistrationRequest { AccessToken = Token };

        request.ToString().ShouldBe("StartWebAuthnRegistrationRequest { AccessToken = *** }");
        $"{request}".ShouldNotContain(Token);
    }

    [Fact]
    public void a_violation_never_tells_the_value()
    {
        var secret = "secret value";
        var exception = Should.Throw<ContractViolationException>(() => StartWebAuthnRegistrationRequest.FromJson(Utf8($$"""{"AccessToken":"{{secret}}"}""")));

        exception.ToString().ShouldNotContain(secret);
    }

    private delegate bool TryRead<T>(ReadOnlySpan<byte> utf8Json, out T? value, out IReadOnlyList<ConstraintViolation> violations);

    private static List<string> Violations<T>(string body, TryRead<T> read) => Violations(Utf8(body), read);

    private static List<string> Violations<T>(byte[] body, TryRead<T> read)
    {
        read(body, out _, out var violations).ShouldBeFalse();
        return [.. violations.Select(violation => violation.ToString())];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
