using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData.Tests;

/// <summary>Which members are sealed, and that nothing else is touched.</summary>
public sealed class PersonalMembersTests
{
    private static readonly PersonalKey Key = PersonalKey.Create(Noon);
    private static readonly StreamId Alice = Stream("passkeys/alice");

    [Fact]
    public void the_contract_says_what_is_personal()
    {
        Told(EventHeaders.PersonalMembers).ShouldBe(["sourceAddress", "userAgent"]);
        StoredEvents.Names.SelectMany(name => Told(StoredEvents.PersonalMembersOf(name)).Select(member => $"{name} {member}")).ShouldBe(
        [
            "registration_completed clientDataJSON (blob)",
            "registration_rejected detail",
            "registration_rejected evidence.raw (blob)",
        ]);
        StoredEvents.PersonalMembersOf("unheard_of").ShouldBeEmpty();
    }

    [Fact]
    public void a_sealed_event_has_the_shape_of_its_contract_and_all_that_is_not_personal_as_it_was()
    {
        var completed = (RegistrationCompleted)Read(Sealed(Personal.Completed));
        SealedBytes.KeyIdOf(completed.ClientDataJSON.Span).ShouldBe(Key.Id);
        (completed with { ClientDataJSON = Personal.ClientData }).ShouldBe(Personal.Completed);

        var rejected = (RegistrationRejected)Read(Sealed(Personal.Rejected));
        rejected.Detail.ShouldStartWith("sealed.passkey-ledger:");
        (rejected with { Detail = Personal.Detail, Evidence = rejected.Evidence! with { Raw = Personal.Evidence } }).ShouldBe(Personal.Rejected);

        var headers = EventHeaders.FromJson(Sealed(Personal.Completed).Headers.Span);
        (headers with { SourceAddress = Personal.Address, UserAgent = Personal.Agent }).ShouldBe(Personal.Headers);
    }

    [Fact]
    public void nothing_personal_is_left_in_a_sealed_event()
    {
        foreach (var content in new IStoredEvent[] { Personal.Completed, Personal.Rejected })
        {
            var stored = Sealed(content);
            Encoding.UTF8.GetString(stored.Data.Span).ShouldHoldNothingPersonal();
            Encoding.UTF8.GetString(stored.Headers.Span).ShouldHoldNothingPersonal();
        }
    }

    [Fact]
    public void an_event_without_personal_data_is_the_same_sealed()
    {
        var plain = Personal.Event(new CredentialDeleted { CredentialId = "AAAA", PoolVersion = 1 }) with { Headers = default };

        EventSeal.Of(plain).HoldsPersonalData.ShouldBeFalse();
        EventSeal.Of(plain).Seal(Alice, Key).ShouldBeSameAs(plain);
    }

    [Fact]
    public void members_of_other_names_other_depths_and_other_kinds_are_left_alone()
    {
        const string json = """{"sourceAddress":null,"other":{"sourceAddress":"a"},"userAgent":7,"list":[{"userAgent":"b"}],"SourceAddress":"c"}""";

        PersonalLayout.Headers.FindIn(Encoding.UTF8.GetBytes(json)).ShouldBeEmpty();
        PersonalLayout.OfEvent("registration_rejected")!.FindIn("""{"evidence":"raw","raw":"x"}"""u8).ShouldBeEmpty();
        PersonalLayout.OfEvent("registration_rejected")!.FindIn("[]"u8).ShouldBeEmpty();
        Should.Throw<JsonException>(() => PersonalLayout.Headers.FindIn("{"u8));
    }

    [Fact]
    public void however_deep_the_rest_nests_the_members_are_found()
    {
        var json = $$"""{"deep":{{new string('[', 3000)}}{{new string(']', 3000)}},"userAgent":"a"}""";

        PersonalLayout.Headers.FindIn(Encoding.UTF8.GetBytes(json)).ShouldHaveSingleItem().Member.Path.ShouldBe("headers.userAgent");
    }

    [Fact]
    public void a_blob_that_is_no_base64_is_refused_and_not_stored_in_the_clear()
    {
        var broken = Personal.Event(Personal.Rejected) with { Data = Encoding.UTF8.GetBytes("""{"evidence":{"raw":"?"}}""") };

        Should.Throw<FormatException>(() => EventSeal.Of(broken).Seal(Alice, Key)).Message.ShouldContain("evidence.raw");
    }

    private static NewEvent Sealed(IStoredEvent content) => EventSeal.Of(Personal.Event(content)).Seal(Alice, Key);

    private static IStoredEvent Read(NewEvent stored) => StoredEvents.Read(stored.Type, stored.Data.Span);

    private static IEnumerable<string> Told(IEnumerable<PersonalMember> members) => members.Select(member => member.IsBlob ? $"{member} (blob)" : $"{member}");
}
