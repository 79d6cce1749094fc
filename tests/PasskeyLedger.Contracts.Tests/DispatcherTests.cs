using System.Buffers;
using System.Text;
using System.Text.Json;
using Dispatcher = PasskeyLedger.Contracts.AWSCognitoIdentityProviderServiceDispatcher;

namespace PasskeyLedger.Contracts.Tests;

public sealed class DispatcherTests
{
    private readonly ArrayBufferWriter<byte> _responseBody = new();
    private readonly RecordingHandler _handler = new();

    [Fact]
    public async Task a_request_reaches_its_handler_and_the_response_is_written()
    {
        var outcome = await Dispatch("ListWebAuthnCredentials", """{"AccessToken":"token","MaxResults":3}""");

        outcome.Status.ShouldBe(DispatchStatus.Completed);
        outcome.Operation.ShouldBe("ListWebAuthnCredentials");
        _handler.Received.ShouldBe(new ListWebAuthnCredentialsRequest { AccessToken = "token", MaxResults = 3 });
        ResponseBody.ShouldBe("""{"Credentials":[],"NextToken":"next"}""");
    }

    [Fact]
    public async Task a_response_without_members_is_an_empty_object()
    {
        await Dispatch("DeleteWebAuthnCredential", """{"AccessToken":"token","CredentialId":"AQ"}""");

        ResponseBody.ShouldBe("{}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ListWebAuthnCredentials")]
    [InlineData("AWSCognitoIdentityProviderService.")]
    [InlineData("AWSCognitoIdentityProviderService.SignUp")]
    [InlineData("awscognitoidentityproviderservice.ListWebAuthnCredentials")]
    [InlineData("AWSCognitoIdentityProviderService.ListWebAuthnCredentials ")]
    public async Task an_unknown_target_calls_nothing(string? target)
    {
        var outcome = await Dispatcher.DispatchAsync(target, "{}"u8.ToArray(), _handler, _responseBody, TestContext.Current.CancellationToken);

        outcome.Status.ShouldBe(DispatchStatus.UnknownOperation);
        outcome.Operation.ShouldBeNull();
        outcome.Violations.ShouldBeEmpty();
        Dispatcher.Handles(target).ShouldBeFalse();
        _handler.Received.ShouldBeNull();
        _responseBody.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public async Task all_violations_are_told_together_with_their_paths_and_nothing_is_called()
    {
        var outcome = await Dispatch("ListWebAuthnCredentials", """{"NextToken":" ","MaxResults":-1}""");

        outcome.Status.ShouldBe(DispatchStatus.InvalidRequest);
        outcome.Operation.ShouldBe("ListWebAuthnCredentials");
        outcome.Violations.Select(violation => violation.ToString())
            .ShouldBe([@"NextToken: does not match ^[\S]+$", "MaxResults: must be from 0 to 20", "AccessToken: missing"]);
        _handler.Received.ShouldBeNull();
        _responseBody.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public async Task an_empty_body_is_an_object_without_members()
        => (await Dispatch("StartWebAuthnRegistration", string.Empty)).Violations.Select(violation => violation.ToString()).ShouldBe(["AccessToken: missing"]);

    [Fact]
    public async Task a_handler_s_exception_passes_through_and_nothing_is_written()
    {
        _handler.Thrown = new WebAuthnNotEnabledException("off");

        (await Should.ThrowAsync<WebAuthnNotEnabledException>(() => Dispatch("StartWebAuthnRegistration", """{"AccessToken":"token"}"""))).ShouldBeSameAs(_handler.Thrown);
        _responseBody.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public async Task the_caller_s_cancellation_reaches_the_handler()
    {
        using var cancellation = new CancellationTokenSource();

        await Dispatcher.DispatchAsync(
            "AWSCognitoIdentityProviderService.DeleteWebAuthnCredential", """{"AccessToken":"token","CredentialId":"AQ"}"""u8.ToArray(), _handler, _responseBody, cancellation.Token);

        _handler.CancellationToken.ShouldBe(cancellation.Token);
    }

    [Fact]
    public void an_error_is_written_with_its_type_message_and_members()
    {
        Dispatcher.WriteError(new InvalidParameterException("bad \"input\" é") { ReasonCode = "credential_malformed" }, _responseBody);

        ResponseBody.ShouldBe("""{"__type":"InvalidParameterException","message":"bad \"input\" é","reasonCode":"credential_malformed"}""");
    }

    [Fact]
    public void an_error_s_cause_is_not_written()
    {
        Dispatcher.WriteError(new InternalErrorException("failed", new InvalidOperationException("the cause")), _responseBody);

        ResponseBody.ShouldBe("""{"__type":"InternalErrorException","message":"failed"}""");
    }

    [Fact]
    public void every_operation_of_the_contract_is_handled()
    {
        Dispatcher.Operations.ShouldBe(["StartWebAuthnRegistration", "CompleteWebAuthnRegistration", "ListWebAuthnCredentials", "DeleteWebAuthnCredential"]);
        Dispatcher.Operations.ShouldAllBe(operation => Dispatcher.Handles(Dispatcher.TargetPrefix + operation));
    }

    private string ResponseBody => Encoding.UTF8.GetString(_responseBody.WrittenSpan);

    private Task<DispatchOutcome> Dispatch(string operation, string body)
        => Dispatcher.DispatchAsync("AWSCognitoIdentityProviderService." + operation, Encoding.UTF8.GetBytes(body), _handler, _responseBody, TestContext.Current.CancellationToken).AsTask();

    private sealed class RecordingHandler : IAWSCognitoIdentityProviderService
    {
        public object? Received { get; private set; }

        public Exception? Thrown { get; set; }

        public CancellationToken CancellationToken { get; private set; }

        public Task<StartWebAuthnRegistrationResponse> StartWebAuthnRegistrationAsync(StartWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default)
            => Answer(request, new StartWebAuthnRegistrationResponse { CredentialCreationOptions = JsonDocument.Parse("{}").RootElement }, cancellationToken);

        public Task<CompleteWebAuthnRegistrationResponse> CompleteWebAuthnRegistrationAsync(CompleteWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default)
            => Answer(request, new CompleteWebAuthnRegistrationResponse(), cancellationToken);

        public Task<ListWebAuthnCredentialsResponse> ListWebAuthnCredentialsAsync(ListWebAuthnCredentialsRequest request, CancellationToken cancellationToken = default)
            => Answer(request, new ListWebAuthnCredentialsResponse { Credentials = [], NextToken = "next" }, cancellationToken);

        public Task<DeleteWebAuthnCredentialResponse> DeleteWebAuthnCredentialAsync(DeleteWebAuthnCredentialRequest request, CancellationToken cancellationToken = default)
            => Answer(request, new DeleteWebAuthnCredentialResponse(), cancellationToken);

        private Task<T> Answer<T>(object request, T response, CancellationToken cancellationToken)
        {
            (Received, CancellationToken) = (request, cancellationToken);
            return Thrown is null ? Task.FromResult(response) : Task.FromException<T>(Thrown);
        }
    }
}
