using System.Net;
using PasskeyLedger.Contracts;
using PasskeyLedger.Service.Health;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>The database goes away and comes back.</summary>
public sealed class OutageTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task without_its_database_the_service_says_so_and_goes_on_when_it_is_back()
    {
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync());

        await ledger.WithoutDatabaseAsync(async () =>
        {
            var failed = await Should.ThrowAsync<InternalErrorException>(() => user.CompleteAsync(answer));
            failed.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            failed.Message.ShouldNotContain("database", Case.Insensitive, "what failed is the log's, under the request id");
            ledger.Log.ShouldContain(line => line.Contains(failed.RequestId!, StringComparison.Ordinal));

            (await ledger.Http.GetAsync(new Uri(ledger.Endpoint, "/health/ready"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await ledger.Http.GetAsync(new Uri(ledger.Endpoint, "/health/live"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        await user.CompleteAsync(answer);
        (await user.ListAsync()).Credentials.ShouldHaveSingleItem().CredentialId.ShouldBe(answer.CredentialIdText);
        ledger.Clock.Advance(SharedReadiness.KeptFor * 2);
        (await ledger.Http.GetAsync(new Uri(ledger.Endpoint, "/health/ready"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
