using PasskeyLedger.Contracts;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Calls that meet.</summary>
public sealed class RacesTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    [Fact]
    public async Task of_many_completes_that_race_for_one_challenge_exactly_one_wins()
    {
        var user = ledger.User(Pools.Plain);
        var ceremony = await user.StartAsync();
        var answers = Enumerable.Range(0, 8).Select(_ => new SoftwareAuthenticator().Register(ceremony)).ToList();

        var outcomes = await Task.WhenAll(answers.Select(answer => OutcomeAsync(user.CompleteAsync(answer))));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Count(outcome => outcome is WebAuthnChallengeNotFoundException).ShouldBe(7);
        (await user.ListAsync()).Credentials.Count.ShouldBe(1);
    }

    [Fact]
    public async Task of_many_completes_that_race_for_the_last_free_place_exactly_one_wins()
    {
        var user = ledger.User(Pools.OfOnePasskey);
        var answers = new List<MadeRegistration>();
        for (var count = 0; count < 8; count++)
            answers.Add(new SoftwareAuthenticator().Register(await user.StartAsync()));

        var outcomes = await Task.WhenAll(answers.Select(answer => OutcomeAsync(user.CompleteAsync(answer))));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Count(outcome => outcome is LimitExceededException).ShouldBe(7);
    }

    [Fact]
    public async Task of_two_users_who_race_for_one_credential_id_exactly_one_wins()
    {
        var id = Guid.NewGuid().ToByteArray();
        var users = Enumerable.Range(0, 4).Select(_ => ledger.User(Pools.Plain)).ToList();
        var answers = new List<MadeRegistration>();
        foreach (var user in users)
            answers.Add(new SoftwareAuthenticator { CredentialId = id }.Register(await user.StartAsync()));

        var outcomes = await Task.WhenAll(users.Zip(answers, (user, answer) => OutcomeAsync(user.CompleteAsync(answer))));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Count(outcome => outcome is InvalidParameterException { ReasonCode: "credential_already_registered" }).ShouldBe(3);
    }

    [Fact]
    public async Task the_same_answer_sent_many_times_at_once_registers_once_and_succeeds_each_time()
    {
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OutcomeAsync(user.CompleteAsync(answer))));

        outcomes.ShouldAllBe(outcome => outcome == null);
        (await user.EventsAsync()).Count.ShouldBe(2);
    }

    private static async Task<Exception?> OutcomeAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (ServiceException refused)
        {
            return refused;
        }
    }
}
