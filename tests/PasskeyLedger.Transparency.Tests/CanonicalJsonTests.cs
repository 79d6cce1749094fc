using System.Globalization;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Canonical;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>Canonical JSON by the examples that RFC 8785 gives, and what is decided here beyond it.</summary>
public sealed class CanonicalJsonTests
{
    [Fact]
    public void the_example_of_section_3_2_2_comes_out_as_section_3_2_4_shows_it() => Canonical(
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """).ShouldBe(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Fact]
    public void the_example_of_section_3_2_3_is_sorted_by_code_units_of_utf_16() => Canonical(
        """
        {
          "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
          "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
        }
        """).ShouldBe(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
        + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    [Fact]
    public void names_that_begin_alike_are_sorted_too()
    {
        string[] names =
        [
            "", "a", "a\0", "a\0\0\0\0\0\0\0b", "ab", "registration", "registration_id", "registrat", "registra", "registrb", "€€€", "€€\uee80", "€€\U0001F600", "€€\ufb33",
            "\uffff", "\U0010FFFF", "\ud7ff", "\ue000", "\ufb33\ufb33\ufb33a", "\ufb33\ufb33\U0001F600", "z",
        ];
        var json = $"{{{string.Join(',', names.Select(name => $"{JsonSerializer.Serialize(name)}:0"))}}}";

        JsonDocument.Parse(Canonical(json)).RootElement.EnumerateObject().Select(member => member.Name)
            .ShouldBe(names.Order(StringComparer.Ordinal));
    }

    // RFC 8785, appendix B: the double's bits, and what it is written as.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void numbers_are_written_as_appendix_b_says(ulong bits, string expected) =>
        Canonical(BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture)).ShouldBe(expected);

    [Theory]
    [InlineData("9007199254740993", "9007199254740992", "9007199254740993")]
    [InlineData("0.1000000000000000055511151231257827", "0.1", "0.1000000000000000055511151231257827")]
    [InlineData("12345678901234567890123", "1.2345678901234568e+22", "12345678901234567890123")]
    [InlineData("1.23456789012345678901e-10", "1.2345678901234568e-10", "0.000000000123456789012345678901")]
    [InlineData("-1234567890123456789", "-1234567890123456800", "-1234567890123456789")]
    [InlineData("333333333.33333329", "333333333.3333333", "333333333.33333329")]
    public void a_number_that_no_double_says_is_rounded_and_in_exact_form_written_out(string number, string rounded, string exact)
    {
        Canonical(number).ShouldBe(rounded);
        Exact(number).ShouldBe((exact, false));
    }

    [Theory]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("1.0", "1")]
    [InlineData("10000000000000000000000", "1e+22")]
    [InlineData("123456789012345", "123456789012345")]
    public void a_number_that_a_double_says_has_one_form(string number, string expected)
    {
        Canonical(number).ShouldBe(expected);
        Exact(number).ShouldBe((expected, true));
    }

    [Fact]
    public void a_number_beyond_the_range_of_doubles_has_an_exact_form_alone()
    {
        Exact("1e400").ShouldBe(("1" + new string('0', 400), false));
        Should.Throw<JsonException>(() => Canonical("1e400"));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"b":1,"a":1,"\u0061":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1}{}""")]
    [InlineData("""{"a":}""")]
    [InlineData("1e999999999")]
    [InlineData("")]
    public void what_has_no_canonical_form_is_refused(string json) => Should.Throw<JsonException>(() => Canonical(json));

    [Fact]
    public void members_of_nested_objects_are_sorted_each_for_itself() =>
        Canonical("""{"z":{"b":[{"y":1,"x":2}],"a":{}},"a":[],"aa":{"c":1,"b":2}}""")
            .ShouldBe("""{"a":[],"aa":{"b":2,"c":1},"z":{"a":{},"b":[{"x":2,"y":1}]}}""");

    [Fact]
    public void what_is_canonical_stays_as_it_is()
    {
        var random = new Random(8785);
        for (var turn = 0; turn < 500; turn++)
        {
            var once = Canonical(RandomJson.Next(random));
            Canonical(once).ShouldBe(once);
        }
    }

    private static (string Form, bool IsCanonical) Exact(string json)
    {
        var output = new ByteBuffer();
        var isCanonical = new CanonicalJson().Write(Encoding.UTF8.GetBytes(json), isExact: true, output);
        return (Encoding.UTF8.GetString(output.Written), isCanonical);
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}
