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

    [Theory]
    [InlineData("the credential is not JSON", "The credential is not JSON.")]
    [InlineData("attStmt.sig is missing", "attStmt.sig is missing.")]
    [InlineData("clientDataJSON is not UTF-8", "clientDataJSON is not UTF-8.")]
    [InlineData("response.transports is not a list", "response.transports is not a list.")]
    [InlineData("id and rawId are not the credential id", "id and rawId are not the credential id.")]
    [InlineData("authenticator data is short, says clientDataJSON.type", "Authenticator data is short, says clientDataJSON.type.")]
    public void a_sentence_begins_with_a_capital_letter_or_with_a_members_name(string clause, string sentence) =>
        CeremonyRefusal.Of(new CeremonyFailure(CeremonyFailureCode.CredentialMemberMissing, "5.1", clause)).Detail.ShouldBe(sentence);

    [Fact]
    public void a_detail_is_cut_where_a_caller_makes_it_long() =>
        new Refusal(RejectionReason.OriginNotAllowed, new string('x', 100_000)).Detail.Length.ShouldBe(512);

    [Fact]
    public void a_detail_holds_no_character_that_the_ledger_cannot_keep() =>
        new Refusal(RejectionReason.OriginNotAllowed, "a\0b\ud800c\nd").Detail.ShouldBe("a?b?c?d");
}
