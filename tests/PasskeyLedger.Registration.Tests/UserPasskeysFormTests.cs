using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Registration.Tests;

public sealed class UserPasskeysFormTests
{
    // What version 1 of the form wrote. Where this fails, the schema's number is to be raised, and the example with it.
    private const string Example = """
        {"started":[{"id":"0190b1f4-0000-7000-8000-000000000001","challenge":"AQID","relyingPartyId":"example.com","clientId":"client-1","userVerification":"required","algorithms":[-7,-257],"expiresAt":"2026-01-02T03:09:05.123456+00:00","isUsed":true}],"passkeys":[{"id":"BAUG","transports":["internal","hybrid"],"challenge":"AQID","answer":"00ff"}]}
        """;

    [Fact]
    public void the_form_is_the_one_that_its_schema_names()
    {
        UserPasskeysForm.Schema.ShouldBe("user_passkeys/1");
        var state = UserPasskeysForm.Read(Encoding.UTF8.GetBytes(Example)).ShouldNotBeNull();

        var started = state.Started["AQID"];
        started.ClientId.ShouldBe(new ClientId("client-1"));
        started.ExpiresAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 9, 5, TimeSpan.Zero).AddMicroseconds(123456));
        started.IsUsed.ShouldBeTrue();
        state.RegisteredBy("AQID", new("00ff")).ShouldNotBeNull().Id.ShouldBe(new CredentialId("BAUG"));
        Encoding.UTF8.GetString(UserPasskeysForm.Write(state)).ShouldBe(Example);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"started":null,"passkeys":[]}""")]
    [InlineData("""{"started":[],"passkeys":[{"id":"BAUG","transports":[],"challenge":"AQID"}]}""")]
    public void what_is_not_of_the_form_is_not_read(string bytes) => UserPasskeysForm.Read(Encoding.UTF8.GetBytes(bytes)).ShouldBeNull();

    [Fact]
    public void from_a_snapshot_taken_anywhere_the_rest_folds_to_what_all_events_fold_to()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var story = 0; story < 300; story++)
        {
            var events = Story(random).ToList();
            var whole = Fold(UserPasskeys.None, events);
            var cut = random.Next(events.Count + 1);

            var kept = UserPasskeysForm.Write(Fold(UserPasskeys.None, events.Take(cut)));
            var resumed = Fold(UserPasskeysForm.Read(kept).ShouldNotBeNull(), events.Skip(cut));

            Text(resumed).ShouldBe(Text(whole), $"seed {seed}, story {story}, cut at {cut} of {events.Count}");
        }
    }

    [Fact]
    public void an_event_that_was_stored_and_read_evolves_the_state_as_the_one_that_was_decided_does()
    {
        var scenario = new Scenario();
        scenario.After(TimeSpan.FromMicroseconds(123_457));
        IStoredEvent[] decided =
        [
            scenario.Started(),
            scenario.Completed(new SoftwareAuthenticator()),
            new CredentialDeleted { CredentialId = "gone", PoolVersion = 7 },
        ];
        var read = decided.Select(@event => StoredEvents.Read(@event.StoredName, @event.ToJson()));

        Text(Fold(UserPasskeys.None, read.Select(@event => (@event, scenario.Now)))).ShouldBe(
            Text(Fold(UserPasskeys.None, decided.Select(@event => (@event, scenario.Now)))));
    }

    /// <summary>Events of few challenges and credentials, at times that let challenges be forgotten.</summary>
    private static IEnumerable<(IStoredEvent Event, DateTimeOffset At)> Story(Random random)
    {
        var scenario = new Scenario();
        var started = scenario.Started();
        var completed = scenario.Completed();
        var now = scenario.Now;
        for (var number = random.Next(40); number >= 0; number--)
        {
            now += TimeSpan.FromMicroseconds(random.NextInt64(40 * 60_000_000L));
            yield return (random.Next(4) switch
            {
                0 or 1 => started with
                {
                    Challenge = $"challenge{random.Next(6)}",
                    ClientId = $"client-{random.Next(2)}",
                    UserVerification = random.Next(2) == 0 ? UserVerification.Required : UserVerification.Preferred,
                    ExpiresAt = now + TimeSpan.FromMinutes(5),
                },
                2 => completed with
                {
                    Challenge = $"challenge{random.Next(6)}",
                    CredentialId = $"credential{random.Next(6)}",
                    Transports = random.Next(2) == 0 ? [] : ["usb", "nfc"],
                },
                _ => new CredentialDeleted { CredentialId = $"credential{random.Next(6)}", PoolVersion = 1 },
            }, now);
        }
    }

    private static UserPasskeys Fold(UserPasskeys from, IEnumerable<(IStoredEvent Event, DateTimeOffset At)> events) =>
        events.Aggregate(from, (state, entry) => state.Evolve(entry.Event, entry.At));

    private static string Text(UserPasskeys state) => Encoding.UTF8.GetString(UserPasskeysForm.Write(state));
}
