using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using PasskeyLedger.Contracts;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Whatever is sent, the answer is a typed 4xx: never a 500, never a hang.</summary>
public sealed class BadInputTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Start = "AWSCognitoIdentityProviderService.StartWebAuthnRegistration";

    public static TheoryData<string> Bodies =>
    [
        "",
        " ",
        "not json",
        "null",
        "[]",
        "\"text\"",
        "42",
        "{",
        "{}",
        """{"AccessToken":null}""",
        """{"AccessToken":42}""",
        """{"AccessToken":["a"]}""",
        """{"AccessToken":""}""",
        """{"AccessToken":"has space"}""",
        """{"AccessToken":"line\n"}""",
        """{"AccessToken":"a","AccessToken":"b"}""",
        """{"AccessToken":"a"} trailing""",
        """{"AccessToken":"a",}""",
        "{\"AccessToken\":\"\\ud800\"}",
        """{"AccessToken":"a","x":""" + new string('[', 5000) + new string(']', 5000) + "}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task a_body_that_is_no_request_is_an_invalid_parameter(string body) =>
        await ShouldBeAsync(await PostAsync(Start, body), "InvalidParameterException");

    [Fact]
    public async Task bytes_that_are_not_utf_8_are_an_invalid_parameter() =>
        await ShouldBeAsync(await PostAsync(Start, Content([.. "{\"AccessToken\":\""u8, 0xff, 0xfe, .. "\"}"u8])), "InvalidParameterException");

    [Fact]
    public async Task all_that_is_wrong_is_said_at_once()
    {
        var answer = await PostAsync("AWSCognitoIdentityProviderService.ListWebAuthnCredentials", """{"MaxResults":21,"NextToken":"a b"}""");

        var message = (await ShouldBeAsync(answer, "InvalidParameterException")).GetProperty("message").GetString()!;
        message.ShouldContain("AccessToken");
        message.ShouldContain("MaxResults");
        message.ShouldContain("NextToken");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nothing")]
    [InlineData("AWSCognitoIdentityProviderService.")]
    [InlineData("AWSCognitoIdentityProviderService.InitiateAuth")]
    [InlineData("Other.StartWebAuthnRegistration")]
    public async Task an_unknown_target_is_an_unknown_operation(string target) =>
        await ShouldBeAsync(await PostAsync(target, "{}"), "UnknownOperationException");

    [Fact]
    public async Task another_content_type_is_an_invalid_parameter()
    {
        var content = Content("{}"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");

        await ShouldBeAsync(await PostAsync(Start, content), "InvalidParameterException");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_huge_body_is_an_invalid_parameter(bool saysItsLength)
    {
        var content = Content(Encoding.UTF8.GetBytes($$"""{"AccessToken":"{{new string('a', 2_000_000)}}"}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, ledger.Endpoint) { Content = content };
        request.Headers.Add("X-Amz-Target", Start);
        request.Headers.TransferEncodingChunked = !saysItsLength;

        await ShouldBeAsync(await ledger.Http.SendAsync(request, TestContext.Current.CancellationToken), "InvalidParameterException");
    }

    [Fact]
    public async Task a_page_token_that_no_page_gave_is_an_invalid_parameter()
    {
        foreach (var token in new[] { "x", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OTkvYQ", "LTEvYQ", "MS8A" })
            await Should.ThrowAsync<InvalidParameterException>(() => ledger.User(Pools.Plain).ListAsync(nextToken: token));
    }

    [Fact]
    public async Task a_request_that_breaks_off_does_not_hang_the_service()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(ledger.Endpoint.Host, ledger.Endpoint.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {Start}\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 100\r\n\r\n{{"),
                TestContext.Current.CancellationToken);
        }

        await ledger.User(Pools.Plain).RegisterAsync();
    }

    [Fact]
    public async Task a_client_that_resets_its_connection_while_it_sends_is_no_fault_of_the_service()
    {
        var trace = ActivityTraceId.CreateRandom();
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = request => (request.TraceId == trace ? begun : new()).TrySetResult(),
            ActivityStopped = request => (request.TraceId == trace ? ended : new()).TrySetResult(),
        };
        ActivitySource.AddActivityListener(listener);

        using var socket = new TcpClient();
        await socket.ConnectAsync(ledger.Endpoint.Host, ledger.Endpoint.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {Start}\r\ntraceparent: 00-{trace}-{ActivitySpanId.CreateRandom()}-01\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 100\r\n\r\n{{"),
            TestContext.Current.CancellationToken);
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        socket.Client.Close(0);

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        ledger.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(nameof(ConnectionResetException), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    public static TheoryData<string> Faults => [.. AuthenticatorFault.All.Select(fault => fault.Name)];

    /// <summary>Every fault that the software authenticator can make, among them indefinite lengths, duplicate keys and trailing bytes in CBOR.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task a_broken_registration_is_a_typed_refusal_and_never_a_fault_of_the_service(string name)
    {
        var fault = AuthenticatorFault.Named(name);
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator { Fault = fault }.Register(await user.StartAsync());

        var response = await PostAsync(
            "AWSCognitoIdentityProviderService.CompleteWebAuthnRegistration",
            $$"""{"AccessToken":"{{user.Token}}","Credential":{{answer.Json}}}""");

        // Some faults are faults only under a policy that this pool does not have; every other one is refused.
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            fault.OnlyWhere.ShouldNotBeNull($"{fault.Description}, and it was accepted");
            (await user.ListAsync()).Credentials.ShouldHaveSingleItem(fault.Description);
            return;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{fault.Description}: {body}");
        // No credential at all is a fault of the request, found before anybody is asked who is calling.
        if (fault != AuthenticatorFault.CredentialIsNull)
            (await user.EventsAsync())[^1].Type.ShouldBe("registration_rejected", fault.Description);
        (await user.ListAsync()).Credentials.ShouldBeEmpty(fault.Description);
    }

    private static ByteArrayContent Content(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        return content;
    }

    private Task<HttpResponseMessage> PostAsync(string target, string body) => PostAsync(target, Content(Encoding.UTF8.GetBytes(body)));

    private async Task<HttpResponseMessage> PostAsync(string target, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ledger.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        return await ledger.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> ShouldBeAsync(HttpResponseMessage answer, string exception)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-amz-json-1.1");
        answer.Headers.GetValues("x-amzn-errortype").ShouldHaveSingleItem().ShouldBe(exception);
        answer.Headers.GetValues("x-amzn-requestid").ShouldHaveSingleItem().ShouldNotBeEmpty();
        var error = JsonDocument.Parse(body).RootElement;
        error.GetProperty("__type").GetString().ShouldBe(exception);
        return error;
    }
}
