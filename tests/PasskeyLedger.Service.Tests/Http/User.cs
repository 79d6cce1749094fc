using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>A user of a pool, who calls over HTTP with the generated client, and whose stream can be looked into.</summary>
internal sealed class User(RunningLedger ledger, string pool, string sub, string client = "client-1")
{
    public const string Origin = "https://example.com";

    public string Token { get; init; } = ledger.Token(pool, sub, ("client_id", client));

    /// <summary>What the user calls with.</summary>
    public AWSCognitoIdentityProviderServiceClient Client { get; init; } = ledger.Client;

    public string Sub => sub;

    public User WithClient(string other) => new(ledger, pool, sub, other);

    public User With(string token) => new(ledger, pool, sub, client) { Token = token };

    /// <summary>Starts a registration and gives what an authenticator is to answer.</summary>
    public async Task<RegistrationCeremony> StartAsync()
    {
        var response = await Client.StartWebAuthnRegistrationAsync(new() { AccessToken = Token }, TestContext.Current.CancellationToken);
        return RegistrationCeremony.FromOptions(response.CredentialCreationOptions, Origin);
    }

    public Task CompleteAsync(MadeRegistration answer) => CompleteAsync(answer.ToJsonElement());

    public Task CompleteAsync(JsonElement credential) => Client.CompleteWebAuthnRegistrationAsync(
        new() { AccessToken = Token, Credential = credential }, TestContext.Current.CancellationToken);

    /// <summary>Starts and completes a registration.</summary>
    public async Task<MadeRegistration> RegisterAsync(SoftwareAuthenticator? authenticator = null)
    {
        var answer = (authenticator ?? new()).Register(await StartAsync());
        await CompleteAsync(answer);
        return answer;
    }

    public async Task<ListWebAuthnCredentialsResponse> ListAsync(int? maxResults = null, string? nextToken = null) =>
        await Client.ListWebAuthnCredentialsAsync(
            new() { AccessToken = Token, MaxResults = maxResults, NextToken = nextToken }, TestContext.Current.CancellationToken);

    public Task DeleteAsync(string credentialId) => Client.DeleteWebAuthnCredentialAsync(
        new() { AccessToken = Token, CredentialId = credentialId }, TestContext.Current.CancellationToken);

    /// <summary>The events of the user's stream.</summary>
    public async Task<IReadOnlyList<StoredEvent>> EventsAsync() =>
        (await ledger.Store.ReadStreamAsync(LedgerStreams.User(pool, sub), ReadRange.All, TestContext.Current.CancellationToken)).Events;
}
