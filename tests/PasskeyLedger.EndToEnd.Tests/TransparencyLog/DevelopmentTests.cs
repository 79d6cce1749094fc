using System.Net;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.EndToEnd.Tests.TransparencyLog;

/// <summary>The log of a service in Development, where nobody configured anything.</summary>
public sealed class DevelopmentTests(PostgresFixture postgres, RunningService running)
{
    [Fact]
    public async Task checkpoints_are_signed_with_a_key_that_the_service_makes_itself()
    {
        var service = await running.GetAsync(postgres);
        var started = TimeProvider.System.GetTimestamp();
        HttpResponseMessage response;
        while ((response = await service.Http.GetAsync(new Uri("tlog/checkpoint", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(1), service.Output);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        using (response)
        {
            var announced = service.Output.Split("Checkpoints are signed as ")[1].Split('\n')[0].Trim();
            var key = VerifierKey.TryParse(announced).ShouldNotBeNull(announced);
            key.Name.ShouldBe("localhost/passkey-ledger");
            CheckpointReading.Read(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), [key]).ShouldBeOfType<CheckpointReading.Trusted>();
        }
    }
}
