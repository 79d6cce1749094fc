using System.Net;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Contracts.Tests;

public sealed class ClientTests
{
    private static readonly StartWebAuthnRegistrationRequest Request = new() { AccessToken = "token" };

    [Fact]
    public async Task a_call_is_a_post_with_the_operation_in_a_header_and_the_request_as_json()
    {
        using var service = new StubService(HttpStatusCode.OK, """{"CredentialCreationOptions":{"challenge":"AQ"}}""");

        var response = await service.Client.StartWebAuthnRegistrationAsync(Request, TestContext.Current.CancellationToken);

        response.CredentialCreationOptions.GetProperty("challenge").GetString().ShouldBe("AQ");
        service.Method.ShouldBe(HttpMethod.Post);
        service.Uri.ShouldBe(new Uri("http://localhost:5080/"));
        service.Target.ShouldBe("AWSCognitoIdentityProviderService.StartWebAuthnRegistration");
        service.ContentType.ShouldBe("application/x-amz-json-1.1");
        service.Body.ShouldBe("""{"AccessToken":"token"}""");
    }

    [Fact]
    public void a_call_can_be_made_without_async()
    {
        using var service = new StubService(HttpStatusCode.OK, """{"Credentials":[],"NextToken":"next"}""");

        service.Client.ListWebAuthnCredentials(new ListWebAuthnCredentialsRequest { AccessToken = "token", MaxResults = 5 }).NextToken.ShouldBe("next");
        service.Target.ShouldBe("AWSCognitoIdentityProviderService.ListWebAuthnCredentials");
        service.Body.ShouldBe("""{"AccessToken":"token","MaxResults":5}""");
    }

    [Fact]
    public void an_error_is_thrown_without_async_too()
    {
        using var service = new StubService(HttpStatusCode.BadRequest, """{"__type":"NotAuthorizedException","message":"no"}""");

        Should.Throw<NotAuthorizedException>(() => service.Client.StartWebAuthnRegistration(Request)).Message.ShouldBe("no");
    }

    [Theory]
    [InlineData("""{"__type":"InvalidParameterException","message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"__type":"com.amazonaws.cognitoidentityprovider#InvalidParameterException","message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"__type":"InvalidParameterException:http://internal.amazon.com/coral/","message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"__type":"aws.x#InvalidParameterException:http://internal.amazon.com/coral/#x","message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"code":"InvalidParameterException","message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"code":"aws.x#InvalidParameterException","Message":"no","reasonCode":"r"}""", null)]
    [InlineData("""{"message":"no","reasonCode":"r"}""", "InvalidParameterException")]
    [InlineData("""{"message":"no","reasonCode":"r"}""", "InvalidParameterException:http://internal.amazon.com/coral/com.amazon.coral.validate/")]
    [InlineData("""{"message":"no","reasonCode":"r","code":17,"__type":null}""", "aws.x#InvalidParameterException:http://x/")]
    [InlineData("""{"__type":"OtherException","message":"no","reasonCode":"r"}""", "InvalidParameterException")]
    public async Task an_error_is_known_by_the_header_or_the_body_with_namespace_and_address_stripped(string body, string? header)
    {
        using var service = new StubService(HttpStatusCode.BadRequest, body, ("x-amzn-errortype", header), ("x-amzn-RequestId", "request-1"));

        var exception = await Should.ThrowAsync<InvalidParameterException>(() => service.Client.StartWebAuthnRegistrationAsync(Request, TestContext.Current.CancellationToken));

        exception.Message.ShouldBe("no");
        exception.ReasonCode.ShouldBe("r");
        exception.ErrorCode.ShouldBe("InvalidParameterException");
        exception.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        exception.RequestId.ShouldBe("request-1");
        exception.IsRetryable.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"__type":"x#BrandNewException","message":"new"}""", HttpStatusCode.BadRequest, "BrandNewException", "new", false)]
    [InlineData("", HttpStatusCode.BadGateway, "UnknownError", "The service answered with HTTP status 502.", true)]
    [InlineData("<html>Bad gateway</html>", HttpStatusCode.BadGateway, "UnknownError", "The service answered with HTTP status 502.", true)]
    [InlineData("[1]", HttpStatusCode.NotFound, "UnknownError", "The service answered with HTTP status 404.", false)]
    [InlineData("""{"__type":"\ud800","message":"\ud800"}""", HttpStatusCode.NotFound, "UnknownError", "The service answered with HTTP status 404.", false)]
    public async Task an_error_that_the_contract_does_not_name_is_a_service_exception(string body, HttpStatusCode status, string code, string message, bool isRetryable)
    {
        using var service = new StubService(status, body, ("x-amzn-requestid", "request-2"));

        var exception = await Should.ThrowAsync<ServiceException>(() => service.Client.StartWebAuthnRegistrationAsync(Request, TestContext.Current.CancellationToken));

        exception.GetType().ShouldBe(typeof(ServiceException));
        exception.ErrorCode.ShouldBe(code);
        exception.Message.ShouldBe(message);
        exception.StatusCode.ShouldBe(status);
        exception.IsRetryable.ShouldBe(isRetryable);
        exception.RequestId.ShouldBe("request-2");
    }

    [Fact]
    public async Task what_cannot_be_read_of_an_error_is_left_out()
    {
        using var service = new StubService(HttpStatusCode.BadRequest, """{"__type":"InvalidParameterException","reasonCode":{"a":1}}""");

        var exception = await Should.ThrowAsync<InvalidParameterException>(() => service.Client.StartWebAuthnRegistrationAsync(Request, TestContext.Current.CancellationToken));

        exception.ReasonCode.ShouldBeNull();
        exception.RequestId.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"More":1}""")]
    public async Task an_answer_without_a_body_is_an_empty_object(string body)
    {
        using var service = new StubService(HttpStatusCode.OK, body);

        (await service.Client.DeleteWebAuthnCredentialAsync(new DeleteWebAuthnCredentialRequest { AccessToken = "token", CredentialId = "AQ" }, TestContext.Current.CancellationToken))
            .ShouldBe(new DeleteWebAuthnCredentialResponse());
    }

    [Fact]
    public async Task an_answer_that_breaks_the_contract_is_told_with_the_members_paths()
    {
        using var service = new StubService(HttpStatusCode.OK, """{"Credentials":[{"CredentialId":"a"}]}""");

        var exception = await Should.ThrowAsync<ContractViolationException>(
            () => service.Client.ListWebAuthnCredentialsAsync(new ListWebAuthnCredentialsRequest { AccessToken = "token" }, TestContext.Current.CancellationToken));

        exception.Violations.Select(violation => violation.Path).ShouldBe(
            ["Credentials[0].FriendlyCredentialName", "Credentials[0].RelyingPartyId", "Credentials[0].AuthenticatorTransports", "Credentials[0].CreatedAt"]);
    }

    [Fact]
    public async Task a_newer_service_s_values_are_taken_as_they_come()
    {
        using var service = new StubService(HttpStatusCode.OK, $$"""{"Credentials":[],"NextToken":"{{new string('a', 200_000)}}"}""");

        var response = await service.Client.ListWebAuthnCredentialsAsync(new ListWebAuthnCredentialsRequest { AccessToken = "token" }, TestContext.Current.CancellationToken);

        response.NextToken!.Length.ShouldBe(200_000);
    }

    [Fact]
    public async Task a_call_can_be_given_up()
    {
        using var service = new StubService(HttpStatusCode.OK, "{}");
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => service.Client.StartWebAuthnRegistrationAsync(Request, cancellation.Token));
    }

    [Fact]
    public async Task a_request_that_is_null_is_refused_before_anything_is_sent()
    {
        using var service = new StubService(HttpStatusCode.OK, "{}");

        await Should.ThrowAsync<ArgumentNullException>(() => service.Client.StartWebAuthnRegistrationAsync(null!, TestContext.Current.CancellationToken));
        service.Method.ShouldBeNull();
    }

    /// <summary>Answers every call in the same way, and remembers what the last one sent.</summary>
    private sealed class StubService : HttpMessageHandler
    {
        private readonly HttpStatusCode _status;
        private readonly string _answer;
        private readonly (string Name, string? Value)[] _headers;
        private readonly HttpClient _httpClient;

        public StubService(HttpStatusCode status, string answer, params (string Name, string? Value)[] headers)
        {
            (_status, _answer, _headers) = (status, answer, headers);
            _httpClient = new HttpClient(this, disposeHandler: false);
            Client = new AWSCognitoIdentityProviderServiceClient(_httpClient, new Uri("http://localhost:5080/"));
        }

        public AWSCognitoIdentityProviderServiceClient Client { get; }

        public HttpMethod? Method { get; private set; }

        public Uri? Uri { get; private set; }

        public string? Target { get; private set; }

        public string? ContentType { get; private set; }

        public string? Body { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Send(request, cancellationToken));
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = new StreamReader(request.Content!.ReadAsStream(cancellationToken));
            (Method, Uri, Body) = (request.Method, request.RequestUri, body.ReadToEnd());
            (Target, ContentType) = (request.Headers.GetValues("X-Amz-Target").Single(), request.Content.Headers.ContentType!.ToString());
            var response = new HttpResponseMessage(_status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_answer)) };
            foreach (var (name, value) in _headers.Where(header => header.Value is not null))
                response.Headers.Add(name, value);
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _httpClient.Dispose();
            base.Dispose(disposing);
        }
    }
}
