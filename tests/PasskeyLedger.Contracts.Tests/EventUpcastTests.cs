using System.Text;
using System.Text.Json.Nodes;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Contracts.Tests;

/// <summary>
/// A history that might have been: registrations were first stored with minutes to expire in and one algorithm, then with the moment of
/// expiry, and only then as the contract has them.
/// </summary>
public sealed class EventUpcastTests
{
    private const string First = """
        {
          "registrationId": "019b7d2a-6f60-7c3e-9d0a-5b1f6f0c2a11", "challenge": "AQID", "relyingPartyId": "example.com", "clientId": "client-1",
          "verifyUser": true, "algorithm": -7, "startedAt": "2026-01-02T03:04:05Z", "minutes": 5, "poolVersion": 3
        }
        """;

    private static readonly EventUpcast ToMoment = new("registration_begun", "registration_begun_v2", form =>
    {
        form["expiresAt"] = form["startedAt"]!.GetValue<DateTimeOffset>().AddMinutes(form["minutes"]!.GetValue<int>());
        form.Remove("startedAt");
        form.Remove("minutes");
        return form;
    });

    private static readonly EventUpcast ToContract = new("registration_begun_v2", "registration_started", form =>
    {
        form["userVerification"] = form["verifyUser"]!.GetValue<bool>() ? "required" : "preferred";
        form["algorithms"] = new JsonArray(form["algorithm"]!.GetValue<int>());
        form.Remove("verifyUser");
        form.Remove("algorithm");
        return form;
    });

    private static readonly EventUpcasts Upcasts = new(ToContract, ToMoment);

    [Fact]
    public void an_event_of_a_form_two_changes_old_is_read_as_the_contract_has_it()
    {
        var read = Upcasts.Read("registration_begun", Encoding.UTF8.GetBytes(First)).ShouldBeOfType<RegistrationStarted>();

        read.UserVerification.ShouldBe(UserVerification.Required);
        read.Algorithms.ShouldBe([-7]);
        read.ExpiresAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 9, 5, TimeSpan.Zero));
        read.Challenge.ShouldBe("AQID");
        read.PoolVersion.ShouldBe(3);
    }

    [Fact]
    public void an_event_of_the_form_between_takes_the_rest_of_the_way()
    {
        var between = JsonNode.Parse(First)!.AsObject();
        ToMoment.ToLater(between);

        Upcasts.Read("registration_begun_v2", Encoding.UTF8.GetBytes(between.ToJsonString())).ShouldBe(
            Upcasts.Read("registration_begun", Encoding.UTF8.GetBytes(First)));
    }

    [Fact]
    public void an_event_of_a_form_that_is_the_contracts_is_left_alone()
    {
        var bytes = """{"credentialId":"AQID","poolVersion":1}"""u8.ToArray();
        var name = "credential_deleted";
        var json = new ReadOnlySpan<byte>(bytes);

        Upcasts.Apply(ref name, ref json);

        name.ShouldBe("credential_deleted");
        (json == new ReadOnlySpan<byte>(bytes)).ShouldBeTrue("not even copied");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"startedAt":"yesterday","minutes":5}""")]
    public void what_is_not_the_earlier_form_is_a_violation_that_does_not_quote_it(string json)
    {
        var violation = Should.Throw<ContractViolationException>(() => Upcasts.Read("registration_begun", Encoding.UTF8.GetBytes(json)));

        violation.Message.ShouldContain("registration_begun");
        violation.Message.ShouldNotContain("yesterday");
    }

    [Fact]
    public void the_names_of_earlier_forms_tell_where_they_end_up() => Upcasts.Names.ShouldBe(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["registration_begun"] = "registration_started", ["registration_begun_v2"] = "registration_started" },
        ignoreOrder: true);

    [Fact]
    public void two_ways_from_one_form_and_ways_in_a_circle_are_refused()
    {
        Should.Throw<ArgumentException>(() => new EventUpcasts(ToMoment, new("registration_begun", "registration_started", form => form)));
        Should.Throw<ArgumentException>(() => new EventUpcasts(ToMoment, new("registration_begun_v2", "registration_begun", form => form)));
    }

    [Fact]
    public void the_ledgers_own_upcasts_end_in_names_that_are_the_contracts_and_begin_at_released_ones()
    {
        foreach (var (earlier, last) in StoredEvents.Upcasts.Names)
        {
            StoredEvents.Names.ShouldContain(last);
            ReleasedEventTests.Released.Select(row => row.Data.Item2).ShouldContain(earlier);
        }
    }
}
