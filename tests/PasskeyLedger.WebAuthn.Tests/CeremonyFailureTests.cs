namespace PasskeyLedger.WebAuthn.Tests;

public sealed class CeremonyFailureTests
{
    [Fact]
    public void every_code_has_a_kind_and_every_kind_a_code()
    {
        var kinds = Enum.GetValues<CeremonyFailureCode>().Select(CeremonyFailureKinds.Of).ToHashSet();

        kinds.ShouldBe(Enum.GetValues<CeremonyFailureKind>(), ignoreOrder: true);
    }

    [Fact]
    public void a_code_that_is_none_has_no_kind() =>
        Should.Throw<ArgumentOutOfRangeException>(() => CeremonyFailureKinds.Of((CeremonyFailureCode)(-1)));
}
