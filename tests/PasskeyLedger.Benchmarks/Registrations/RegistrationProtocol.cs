using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>How a contestant is asked for a challenge, and given the answer to it.</summary>
/// <param name="Start">The first call of a registration: an access token.</param>
/// <param name="ReadChallenge">The challenge (base64url) in the first call's answer.</param>
/// <param name="Complete">The second call: an access token, the cookies of the first answer if it set any, and the credential's JSON.</param>
internal sealed record RegistrationProtocol(
    Func<string, HttpRequestMessage> Start,
    Func<JsonElement, string> ReadChallenge,
    Func<string, string?, string, HttpRequestMessage> Complete)
{
    private const string Service = "AWSCognitoIdentityProviderService";
    private static readonly MediaTypeHeaderValue AwsJson = new("application/x-amz-json-1.1");
    private static readonly MediaTypeHeaderValue Json = new(MediaTypeNames.Application.Json);

    /// <summary>AWS JSON 1.1, the token in the body.</summary>
    public static RegistrationProtocol Cognito { get; } = new(
        token => Call("StartWebAuthnRegistration", $$"""{"AccessToken":"{{token}}"}"""),
        answer => answer.GetProperty("CredentialCreationOptions").GetProperty("challenge").GetString()!,
        (token, _, credential) => Call("CompleteWebAuthnRegistration", $$"""{"AccessToken":"{{token}}","Credential":{{credential}}}"""));

    /// <summary>Two paths of the contestant's own, the token in a header; cookies of the first answer come back with the second call.</summary>
    public static RegistrationProtocol Rest { get; } = new(
        token => Post("registration/start", token, cookies: null, credential: null),
        answer => answer.GetProperty("challenge").GetString()!,
        (token, cookies, credential) => Post("registration/complete", token, cookies, credential));

    private static HttpRequestMessage Call(string operation, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{Service}.{operation}");
        request.Content.Headers.ContentType = AwsJson;
        return request;
    }

    private static HttpRequestMessage Post(string path, string token, string? cookies, string? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(credential ?? "")) };
        request.Headers.Authorization = new("Bearer", token);
        if (cookies is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        if (credential is not null)
            request.Content.Headers.ContentType = Json;
        return request;
    }
}
