using System.Text.Json;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.EndToEnd.Tests.AwsSdk;

/// <summary>An unmodified AWS SDK, pointed at the service, registers passkeys and tells refusals apart by class.</summary>
public sealed class AwsSdkTests(RunningService running, PostgresFixture postgres) : IAsyncLifetime
{
    private ServiceProcess service = null!;
    private AwsSdkClient sdk = null!;
    private string token = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await NodeVersion.OrSkipAsync(Cancelled);
        InstalledProgram.OrSkip("npm");
        service = await running.GetAsync(postgres);
        sdk = await AwsSdkClient.StartAsync(service.Address, Cancelled);
        token = await service.IssueDevelopmentTokenAsync(RunningService.NewUsername(), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (sdk is not null)
            await sdk.DisposeAsync();
    }

    [Fact]
    public async Task a_passkey_is_registered_listed_and_deleted()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var made = new SoftwareAuthenticator { Attestation = new PackedSelfAttestation(), Transports = ["internal", "hybrid"] }
            .Register(await StartAsync());
        var completed = await CompleteAsync(made);
        completed.Succeeded().EnumerateObject().ShouldBeEmpty();
        completed.Metadata.HttpStatusCode.ShouldBe(200);
        completed.Metadata.RequestId.ShouldNotBeNullOrEmpty();

        var listed = (await ListAsync()).ShouldHaveSingleItem();
        listed.GetProperty("CredentialId").GetString().ShouldBe(made.CredentialIdText);
        listed.GetProperty("FriendlyCredentialName").GetString().ShouldNotBeNullOrEmpty();
        listed.GetProperty("RelyingPartyId").GetString().ShouldBe("localhost");
        listed.GetProperty("AuthenticatorAttachment").GetString().ShouldBe("platform");
        listed.GetProperty("AuthenticatorTransports").EnumerateArray().Select(transport => transport.GetString())
            .ShouldBe(["internal", "hybrid"], ignoreOrder: true);
        listed.GetProperty("CreatedAt").GetDateTimeOffset().ShouldBeInRange(before, DateTimeOffset.UtcNow.AddSeconds(1));

        (await sdk.CallAsync("DeleteWebAuthnCredential", new { AccessToken = token, CredentialId = made.CredentialIdText }, Cancelled)).Succeeded();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_options_are_those_of_a_discoverable_credential_on_localhost()
    {
        var answer = await sdk.CallAsync("StartWebAuthnRegistration", new { AccessToken = token }, Cancelled);

        var options = answer.Succeeded().GetProperty("CredentialCreationOptions");
        options.GetProperty("rp").GetProperty("id").GetString().ShouldBe("localhost");
        options.GetProperty("challenge").GetString()!.Length.ShouldBe(43, "32 bytes in base64url");
        options.GetProperty("pubKeyCredParams").EnumerateArray().Select(offered => offered.GetProperty("alg").GetInt64())
            .ShouldBe([CoseAlgorithm.ES256, CoseAlgorithm.RS256]);
        options.GetProperty("authenticatorSelection").GetProperty("residentKey").GetString().ShouldBe("required");
        options.GetProperty("timeout").GetInt64().ShouldBe(60_000);
        options.GetProperty("excludeCredentials").EnumerateArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_passkey_that_is_registered_is_excluded_from_the_next_registration()
    {
        var made = new SoftwareAuthenticator().Register(await StartAsync());
        (await CompleteAsync(made)).Succeeded();

        var answer = await sdk.CallAsync("StartWebAuthnRegistration", new { AccessToken = token }, Cancelled);

        var excluded = answer.Succeeded().GetProperty("CredentialCreationOptions").GetProperty("excludeCredentials");
        excluded.EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(made.CredentialIdText);
    }

    [Fact]
    public async Task a_bad_token_is_a_not_authorized_exception()
    {
        // The signature's first character: the last one's low bits may mean nothing.
        var signature = token.LastIndexOf('.') + 1;
        var forged = token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..];

        var answer = await sdk.CallAsync("StartWebAuthnRegistration", new { AccessToken = forged }, Cancelled);

        ShouldBeRefused(answer, "NotAuthorizedException");
    }

    [Fact]
    public async Task a_used_challenge_is_a_challenge_not_found_exception()
    {
        var ceremony = await StartAsync();
        (await CompleteAsync(new SoftwareAuthenticator().Register(ceremony))).Succeeded();

        var answer = await CompleteAsync(new SoftwareAuthenticator().Register(ceremony));

        ShouldBeRefused(answer, "WebAuthnChallengeNotFoundException");
        (await ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_completion_whose_answer_was_lost_succeeds_again_and_changes_nothing()
    {
        var made = new SoftwareAuthenticator().Register(await StartAsync());
        (await CompleteAsync(made)).Succeeded();

        (await CompleteAsync(made)).Succeeded();

        (await ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_wrong_origin_is_an_origin_not_allowed_exception_and_leaves_the_challenge_to_the_right_one()
    {
        var ceremony = await StartAsync();

        var answer = await CompleteAsync(new SoftwareAuthenticator { Fault = AuthenticatorFault.OriginWrong }.Register(ceremony));

        ShouldBeRefused(answer, "WebAuthnOriginNotAllowedException");
        (await CompleteAsync(new SoftwareAuthenticator().Register(ceremony))).Succeeded();
    }

    [Theory]
    [InlineData(nameof(AuthenticatorFault.ChallengeWrong), "WebAuthnChallengeNotFoundException")]
    [InlineData(nameof(AuthenticatorFault.RpIdHashWrong), "WebAuthnRelyingPartyMismatchException")]
    [InlineData(nameof(AuthenticatorFault.UserNotPresent), "WebAuthnCredentialNotSupportedException")]
    [InlineData(nameof(AuthenticatorFault.AlgorithmNotOffered), "WebAuthnCredentialNotSupportedException")]
    [InlineData(nameof(AuthenticatorFault.PackedSelfSignatureCorrupted), "WebAuthnCredentialNotSupportedException")]
    [InlineData(nameof(AuthenticatorFault.AttestationObjectTrailing), "InvalidParameterException")]
    [InlineData(nameof(AuthenticatorFault.ResponseMissing), "InvalidParameterException")]
    public async Task each_refusal_has_its_class(string fault, string exception)
    {
        var made = new SoftwareAuthenticator { Fault = AuthenticatorFault.Named(fault) }.Register(await StartAsync());

        ShouldBeRefused(await CompleteAsync(made), exception);

        (await ListAsync()).ShouldBeEmpty();
    }

    private static void ShouldBeRefused(AwsSdkAnswer answer, string exception)
    {
        var error = answer.Error.ShouldNotBeNull();
        error.Name.ShouldBe(exception, error.Message);
        error.IsTyped.ShouldBeTrue();
        error.Fault.ShouldBe("client");
        answer.Metadata.HttpStatusCode.ShouldBe(400);
        answer.Metadata.RequestId.ShouldNotBeNullOrEmpty();
        answer.Metadata.Attempts.ShouldBe(1, "a refusal is final, and not to be retried");
    }

    private async Task<RegistrationCeremony> StartAsync()
    {
        var answer = await sdk.CallAsync("StartWebAuthnRegistration", new { AccessToken = token }, Cancelled);
        var options = answer.Succeeded().GetProperty("CredentialCreationOptions");
        return RegistrationCeremony.FromOptions(options, service.Address.GetLeftPart(UriPartial.Authority));
    }

    private Task<AwsSdkAnswer> CompleteAsync(MadeRegistration made) =>
        sdk.CallAsync("CompleteWebAuthnRegistration", new { AccessToken = token, Credential = made.ToJsonElement() }, Cancelled);

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        var answer = await sdk.CallAsync("ListWebAuthnCredentials", new { AccessToken = token }, Cancelled);
        return [.. answer.Succeeded().GetProperty("Credentials").EnumerateArray()];
    }
}
