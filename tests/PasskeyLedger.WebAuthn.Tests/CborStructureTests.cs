namespace PasskeyLedger.WebAuthn.Tests;

public sealed class CborStructureTests
{
    [Theory]
    [InlineData("00", 1)]
    [InlineData("1903E8", 3)]
    [InlineData("3BFFFFFFFFFFFFFFFF", 9)]
    [InlineData("43010203", 4)]
    [InlineData("6161", 2)]
    [InlineData("80", 1)]
    [InlineData("A0", 1)]
    [InlineData("8201820203", 5)]
    [InlineData("A1616182F5F6", 6)]
    [InlineData("8181818100", 5)]
    [InlineData("FB3FF0000000000000", 9)]
    [InlineData("F820", 2)]
    [InlineData("1800", 2)]
    public void an_item_is_measured_and_what_follows_left_alone(string hex, int expected)
    {
        CborStructure.Measure(Convert.FromHexString(hex + "FFFF"), out var length).ShouldBeNull();
        length.ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "too early")]
    [InlineData("19FF", "too early")]
    [InlineData("8201", "longer than what is left")]
    [InlineData("A101", "too early")]
    [InlineData("4401", "longer than what is left")]
    [InlineData("5BFFFFFFFFFFFFFFFF", "longer than what is left")]
    [InlineData("9BFFFFFFFFFFFFFFFF", "longer than what is left")]
    [InlineData("BB8000000000000000", "longer than what is left")]
    [InlineData("5F4101FF", "indefinite")]
    [InlineData("7F6161FF", "indefinite")]
    [InlineData("9FFF", "indefinite")]
    [InlineData("BFFF", "indefinite")]
    [InlineData("FF", "indefinite")]
    [InlineData("C000", "tag")]
    [InlineData("1C", "reserved")]
    [InlineData("F81F", "reserved")]
    [InlineData("818181818100", null)]
    [InlineData("81818181818100", "nested")]
    [InlineData("818181818180", "nested")]
    [InlineData("8181818180", null)]
    [InlineData("A201020103", "twice")]
    [InlineData("A20102180103", "twice")]
    [InlineData("A2616101616102", "twice")]
    [InlineData("A261610178016102", "twice")]
    [InlineData("A2810101810102", "twice")]
    [InlineData("81A201020103", "twice")]
    [InlineData("A201022003", null)]
    [InlineData("A2416101616102", null)]
    [InlineData("61FF", "UTF-8")]
    [InlineData("A161FF00", "UTF-8")]
    public void what_webauthn_does_not_use_is_refused(string hex, string? why)
    {
        var fault = CborStructure.Measure(Convert.FromHexString(hex), out _);

        if (why is null)
            fault.ShouldBeNull();
        else
            fault.ShouldNotBeNull().ShouldContain(why);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "more than 32")]
    public void a_map_has_an_end(int members, string? why)
    {
        byte[] map = [0xB8, (byte)members, .. Enumerable.Range(0, members).SelectMany(key => new byte[] { 0x18, (byte)(key + 24), 0x00 })];

        var fault = CborStructure.Measure(map, out _);

        if (why is null)
            fault.ShouldBeNull();
        else
            fault.ShouldNotBeNull().ShouldContain(why);
    }

    [Theory]
    [InlineData("9FFF", 2)]
    [InlineData("BFFF", 2)]
    [InlineData("9F019F02FF80FF", 7)]
    [InlineData("BF61618101FF", 6)]
    [InlineData("82BF0102FF9F01FF", 8)]
    [InlineData("9F9F9F9F9FFFFFFFFFFF", 10)]
    public void maps_and_lists_of_indefinite_length_are_measured_where_they_may_be(string hex, int expected)
    {
        CborStructure.Measure(Convert.FromHexString(hex + "FFFF"), out var length, allowIndefinite: true).ShouldBeNull();
        length.ShouldBe(expected);
        CborStructure.Measure(Convert.FromHexString(hex), out _).ShouldNotBeNull().ShouldContain("indefinite");
    }

    [Theory]
    [InlineData("9F01", "too early")]
    [InlineData("BF01FF", "behind a key")]
    [InlineData("BF0102", "too early")]
    [InlineData("BF01BFFFFF", null)]
    [InlineData("BFBFFFFF", "behind a key")]
    [InlineData("8201FF", "indefinite")]
    [InlineData("FF", "indefinite")]
    [InlineData("5F4101FF", "indefinite")]
    [InlineData("9F9F9F9F9F9FFFFFFFFFFFFF", "nested")]
    public void what_is_not_closed_as_it_was_opened_is_refused(string hex, string? why)
    {
        var fault = CborStructure.Measure(Convert.FromHexString(hex), out _, allowIndefinite: true);

        if (why is null)
            fault.ShouldBeNull();
        else
            fault.ShouldNotBeNull().ShouldContain(why);
    }
}
