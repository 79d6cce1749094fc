using System.Net;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.NativeClient;

// A request out, a response and an error back, an event read, a faulty request told: each way that generated code is reached.
using var handler = new AnsweringHandler();
using var http = new HttpClient(handler);
var client = new AWSCognitoIdentityProviderServiceClient(http, new Uri("http://localhost:5080/"));

handler.Answer = (HttpStatusCode.OK, """{"CredentialCreationOptions":{"challenge":"AAAA"}}""");
var started = await client.StartWebAuthnRegistrationAsync(new StartWebAuthnRegistrationRequest { AccessToken = "token" });
Expect(started.CredentialCreationOptions.GetProperty("challenge").GetString() == "AAAA", "the response's document");
Expect(handler.Target == "AWSCognitoIdentityProviderService.StartWebAuthnRegistration", "the target");
Expect(handler.Body == """{"AccessToken":"token"}""", "the request's body");

handler.Answer = (HttpStatusCode.BadRequest, """{"__type":"InvalidParameterException","message":"no","reasonCode":"x"}""");
try
{
    client.ListWebAuthnCredentials(new ListWebAuthnCredentialsRequest { AccessToken = "token" });
    Expect(false, "an exception");
}
catch (InvalidParameterException exception)
{
    Expect(exception is { Message: "no", ReasonCode: "x" }, "the error's members");
}

Expect(!StartWebAuthnRegistrationRequest.TryRead("""{"AccessToken":""}"""u8, out _, out var violations) && violations.Count > 0, "the violations of an empty token");
Expect(StoredEvents.Names.All(name => !string.IsNullOrEmpty(name)), "the events' names");
try
{
    StoredEvents.Read(StoredEvents.Names[0], "{}"u8);
    Expect(false, "the violations of an empty event");
}
catch (ContractViolationException exception)
{
    Expect(exception.Violations.Count > 0, "the violations of an empty event");
}

Console.WriteLine($"The generated client works without a runtime's compiler: dynamic code is {(System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported ? "there" : "absent")}.");
return;

static void Expect(bool holds, string what)
{
    if (!holds)
        throw new InvalidOperationException($"Not as it should be: {what}.");
}
