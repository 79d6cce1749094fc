using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Contracts.Tests;

/// <summary>Wherever a request with a secret in it is shown or refused, the secret is not told.</summary>
public sealed class RedactionTests
{
    private const string Secret = "s3cret-token-value";

    [Fact]
    public void no_request_s_text_shows_its_token()
    {
        object[] requests =
        [
            new StartWebAuthnRegistrationRequest { AccessToken = Secret },
            new CompleteWebAuthnRegistrationRequest { AccessToken = Secret, Credential = JsonDocument.Parse("{}").RootElement },
            new ListWebAuthnCredentialsRequest { AccessToken = Secret },
            new DeleteWebAuthnCredentialRequest { AccessToken = Secret, CredentialId = "AQ" },
        ];

        foreach (var request in requests)
        {
            request.ToString().ShouldNotBeNull().ShouldNotContain(Secret);
            request.ToString().ShouldNotBeNull().ShouldContain("AccessToken = ***");
        }
    }

    [Theory]
    [InlineData($$"""{"AccessToken":" {{Secret}}"}""")]
    [InlineData($$"""{"AccessToken":["{{Secret}}"]}""")]
    [InlineData($$"""{"AccessToken":{"{{Secret}}":"{{Secret}}"} }""")]
    [InlineData($$"""{"AccessToken":"{{Secret}}","AccessToken":"{{Secret}}"}""")]
    [InlineData($$"""{"AccessToken":"{{Secret}}\ud800"}""")]
    [InlineData($$"""{"AccessToken":"{{Secret}}""")]
    [InlineData($$"""{"AccessToken":{{Secret}} }""")]
    [InlineData($$"""{"AccessToken":"{{Secret}}"}{{Secret}}""")]
    [InlineData($$"""{"{{Secret}}":1,"{{Secret}}":2}""")]
    [InlineData($$"""{"AccessToken":"a","CredentialId":["{{Secret}}"]}""")]
    public void no_violation_or_exception_tells_what_a_body_held(string body)
    {
        DeleteWebAuthnCredentialRequest.TryRead(Encoding.UTF8.GetBytes(body), out _, out var violations).ShouldBeFalse();

        violations.ShouldNotBeEmpty();
        violations.ShouldAllBe(violation => !violation.ToString().Contains(Secret, StringComparison.Ordinal));
        Should.Throw<ContractViolationException>(() => DeleteWebAuthnCredentialRequest.FromJson(Encoding.UTF8.GetBytes(body))).ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public void validating_a_value_tells_no_secret_either()
    {
        var violations = new DeleteWebAuthnCredentialRequest { AccessToken = Secret + "!", CredentialId = new string('x', 131073) }.Validate();

        violations.Select(violation => violation.ToString()).ShouldBe(["AccessToken: does not match ^[A-Za-z0-9-_=.]+$", "CredentialId: length must be at most 131072"], ignoreOrder: true);
    }
}
