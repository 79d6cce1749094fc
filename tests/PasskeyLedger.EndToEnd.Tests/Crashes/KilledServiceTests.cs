using System.Collections.Concurrent;
using PasskeyLedger.Contracts;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.EndToEnd.Tests.Crashes;

/// <summary>What was answered with success is there after the service was killed in the middle of its work.</summary>
public sealed class KilledServiceTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_answered_with_success_survives_a_kill_and_what_was_not_can_be_asked_again()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var answered = new ConcurrentBag<Attempt>();
        var unanswered = new ConcurrentBag<Attempt>();

        await using (var service = await StartAsync(database))
        {
            var users = Enumerable.Range(0, 8).Select(_ => RegisterUntilKilledAsync(service, answered, unanswered)).ToList();
            while (answered.Count < 40)
                await Task.Delay(5, Cancelled);
            await service.KillAsync();
            await Task.WhenAll(users);
        }

        unanswered.ShouldNotBeEmpty("the service was killed between calls, not in one");
        await using var again = await StartAsync(database);
        var client = new AWSCognitoIdentityProviderServiceClient(again.Http, again.Address);
        foreach (var attempt in answered)
            (await ListedAsync(client, again, attempt)).ShouldBeTrue($"{attempt.Username}'s registration was answered with success and is gone");

        // A client that lost its answer asks again, whether or not the answer had been decided.
        foreach (var attempt in unanswered.Where(attempt => attempt.Answer is not null))
        {
            var token = await again.IssueDevelopmentTokenAsync(attempt.Username, Cancelled);
            await client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = token, Credential = attempt.Answer!.ToJsonElement() }, Cancelled);
            (await ListedAsync(client, again, attempt)).ShouldBeTrue();
        }
    }

    private static Task<ServiceProcess> StartAsync(PostgresDatabase database) => ServiceProcess.StartAsync(
        new ServiceProcessOptions
        {
            ConnectionString = database.ConnectionString,
            Variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits__PerAddressPerMinute"] = "100000" },
        },
        Cancelled);

    private static async Task RegisterUntilKilledAsync(ServiceProcess service, ConcurrentBag<Attempt> answered, ConcurrentBag<Attempt> unanswered)
    {
        var client = new AWSCognitoIdentityProviderServiceClient(service.Http, service.Address);
        while (true)
        {
            var attempt = new Attempt(RunningService.NewUsername(), Answer: null);
            try
            {
                var token = await service.IssueDevelopmentTokenAsync(attempt.Username, Cancelled);
                var started = await client.StartWebAuthnRegistrationAsync(new() { AccessToken = token }, Cancelled);
                attempt = attempt with
                {
                    Answer = new SoftwareAuthenticator { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) }.Register(
                        RegistrationCeremony.FromOptions(started.CredentialCreationOptions, service.Address.GetLeftPart(UriPartial.Authority))),
                };
                await client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = token, Credential = attempt.Answer.ToJsonElement() }, Cancelled);
                answered.Add(attempt);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                unanswered.Add(attempt);
                return;
            }
        }
    }

    private static async Task<bool> ListedAsync(AWSCognitoIdentityProviderServiceClient client, ServiceProcess service, Attempt attempt)
    {
        var token = await service.IssueDevelopmentTokenAsync(attempt.Username, Cancelled);
        var listed = await client.ListWebAuthnCredentialsAsync(new() { AccessToken = token }, Cancelled);
        return listed.Credentials.Any(credential => credential.CredentialId == attempt.Answer!.CredentialIdText);
    }

    private sealed record Attempt(string Username, MadeRegistration? Answer);
}
