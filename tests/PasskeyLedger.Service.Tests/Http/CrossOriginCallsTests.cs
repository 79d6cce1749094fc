using System.Net;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>The SDKs for browsers call from pages of other origins.</summary>
public sealed class CrossOriginCallsTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    [Fact]
    public async Task a_page_of_any_origin_may_call_and_read_the_headers_that_an_sdk_needs()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, ledger.Endpoint);
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "amz-sdk-invocation-id,amz-sdk-request,content-type,x-amz-target,x-amz-user-agent");

        using var allowed = await ledger.Http.SendAsync(preflight, TestContext.Current.CancellationToken);

        allowed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("x-amz-target");
        allowed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();

        using var call = new HttpRequestMessage(HttpMethod.Post, ledger.Endpoint) { Content = new StringContent("{}") };
        call.Headers.Add("Origin", "https://app.example");
        using var answer = await ledger.Http.SendAsync(call, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("x-amzn-errortype");
    }
}
