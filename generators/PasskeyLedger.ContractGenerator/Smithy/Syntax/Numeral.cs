using System.Globalization;
using System.Numerics;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>
/// What a number is, however it is written: its sign and <c>0.Digits × 10^Exponent</c>, where the digits neither start nor end with a zero.
/// It has any size, and none of its exponent is ever written out.
/// </summary>
internal readonly record struct Numeral(int Sign, string Digits, BigInteger Exponent) : IComparable<Numeral>
{
    private static readonly Numeral Zero = new(0, string.Empty, BigInteger.Zero);

    /// <summary>The number that a text is as JSON writes it, or null.</summary>
    public static Numeral? Parse(string? text)
    {
        if (text is null || !Lexer.IsNumber(text))
            return null;
        var end = text.IndexOfAny(['e', 'E']);
        var exponent = end < 0 ? BigInteger.Zero : BigInteger.Parse(text.Substring(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var parts = text.Substring(0, end < 0 ? text.Length : end).TrimStart('-').Split('.');
        var digits = string.Concat(parts);
        var significant = digits.TrimStart('0');
        return significant.Length == 0
            ? Zero
            : new Numeral(text[0] == '-' ? -1 : 1, significant.TrimEnd('0'), exponent + parts[0].Length - (digits.Length - significant.Length));
    }

    public static Numeral Of(long number) => Parse(number.ToString(CultureInfo.InvariantCulture))!.Value;

    public bool IsZero => Sign == 0;

    public bool IsWhole => Exponent >= Digits.Length;

    public int CompareTo(Numeral other)
        => Sign != other.Sign ? Sign.CompareTo(other.Sign)
            : Exponent != other.Exponent ? Sign * Exponent.CompareTo(other.Exponent)
            : Sign * string.CompareOrdinal(Digits, other.Digits);

    public static bool operator <(Numeral left, Numeral right) => left.CompareTo(right) < 0;

    public static bool operator >(Numeral left, Numeral right) => left.CompareTo(right) > 0;

    public static bool operator <=(Numeral left, Numeral right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Numeral left, Numeral right) => left.CompareTo(right) >= 0;
}
