using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Numbers by value, whatever their size and however they are written.</summary>
public sealed class NumeralTests
{
    [Theory]
    [InlineData("0", "-0")]
    [InlineData("0", "0.000e99999999999999999999")]
    [InlineData("1e30", "1E+30")]
    [InlineData("1e30", "1000000000000000000000000000000")]
    [InlineData("-12.50", "-0.125e2")]
    [InlineData("0.001", "1e-3")]
    public void a_number_is_the_same_however_it_is_written(string one, string other)
        => (Numeral.Parse(one) == Numeral.Parse(other), Numeral.Parse(one)!.Value.CompareTo(Numeral.Parse(other)!.Value)).ShouldBe((true, 0));

    [Theory]
    [InlineData("0", "1e-999999999999999999999")]
    [InlineData("-1e-999999999999999999999", "0")]
    [InlineData("1e999999999999999999998", "1e999999999999999999999")]
    [InlineData("-1e999999999999999999999", "-1e999999999999999999998")]
    [InlineData("9", "10")]
    [InlineData("-10", "-9")]
    [InlineData("1.25", "1.3")]
    [InlineData("0.12", "0.123")]
    [InlineData("123456789012345678901234567890123", "123456789012345678901234567890124")]
    public void a_number_of_any_size_has_its_place_among_others(string less, string more)
    {
        var (one, other) = (Numeral.Parse(less)!.Value, Numeral.Parse(more)!.Value);

        (one < other, one <= other, other > one, one == other, other < one).ShouldBe((true, true, true, false, false));
    }

    [Theory]
    [InlineData("1.50e1", true)]
    [InlineData("1.5", false)]
    [InlineData("0.0", true)]
    [InlineData("1e999999999999999999999", true)]
    [InlineData("1e-999999999999999999999", false)]
    public void whether_a_number_is_whole_is_not_said_by_its_form(string text, bool isWhole) => Numeral.Parse(text)!.Value.IsWhole.ShouldBe(isWhole);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    public void what_json_takes_for_no_number_is_none(string? text) => Numeral.Parse(text).ShouldBeNull();
}
