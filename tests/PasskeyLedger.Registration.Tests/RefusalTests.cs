using System.Reflection;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration.Tests;

public sealed class RefusalTests
{
    public static TheoryData<string> Reasons =>
        [.. typeof(RejectionReason).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(RejectionReason))
            .Select(property => ((RejectionReason)property.GetValue(null)!).Value)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void every_reason_of_the_contract_has_an_exception_of_the_wire(string reason)
    {
        var exception = new Refusal(new(reason), "detail").Exception;

        (exception != "InternalErrorException" || reason == RejectionReason.InternalError.Value).ShouldBeTrue($"{reason} has no exception of its own");
    }

    [Fact]
    public void every_kind_of_ceremony_failure_has_a_reason()
    {
        foreach (var code in Enum.GetValues<CeremonyFailureCode>())
            CeremonyRefusal.Of(new CeremonyFailure(code, "7.1 step 1", "detail")).Detail.ShouldBe("Detail.");
    }

    [Fact]
    public void a_detail_is_cut_where_a_caller_makes_it_long() =>
        new Refusal(RejectionReason.OriginNotAllowed, new string('x', 100_000)).Detail.Length.ShouldBe(512);

    [Fact]
    public void a_detail_holds_no_character_that_the_ledger_cannot_keep() =>
        new Refusal(RejectionReason.OriginNotAllowed, "a\0b\ud800c\nd").Detail.ShouldBe("a?b?c?d");
}
