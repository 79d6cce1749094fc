using PasskeyLedger.Contracts;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>A client of the service whose every call carries one header more.</summary>
internal sealed class HeaderedClient : IDisposable
{
    private readonly HttpClient http = new();
    private readonly AWSCognitoIdentityProviderServiceClient client;

    public HeaderedClient(Uri endpoint, string name, string value)
    {
        http.DefaultRequestHeaders.Add(name, value);
        client = new(http, endpoint);
    }

    public Task<StartWebAuthnRegistrationResponse> StartWebAuthnRegistrationAsync(StartWebAuthnRegistrationRequest request, CancellationToken cancellationToken) =>
        client.StartWebAuthnRegistrationAsync(request, cancellationToken);

    public void Dispose() => http.Dispose();
}
