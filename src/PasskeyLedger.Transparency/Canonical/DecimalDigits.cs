using System.Text.Json;

namespace PasskeyLedger.Transparency.Canonical;

/// <summary>A decimal number taken apart: its value is 0.d1d2d3… times ten to the <see cref="Point"/>, the first and the last digit not zero.</summary>
internal readonly ref struct DecimalDigits
{
    private DecimalDigits(bool isNegative, ReadOnlySpan<byte> digits, int point)
    {
        IsNegative = isNegative;
        Digits = digits;
        Point = point;
    }

    public bool IsNegative { get; }

    /// <summary>ASCII digits; none is zero.</summary>
    public ReadOnlySpan<byte> Digits { get; }

    public int Point { get; }

    /// <param name="token">A number as JSON or .NET writes it.</param>
    /// <param name="room">Where the digits are kept, as long as the token or longer.</param>
    /// <exception cref="JsonException">The exponent is beyond any use.</exception>
    public static DecimalDigits Read(ReadOnlySpan<byte> token, Span<byte> room)
    {
        var count = 0;
        var point = 0;
        var isFraction = false;
        var isNegative = token[0] == '-';
        for (var index = isNegative ? 1 : 0; index < token.Length; index++)
        {
            var character = token[index];
            if (character == '.')
            {
                isFraction = true;
            }
            else if (character is (byte)'e' or (byte)'E')
            {
                point = checked(point + Exponent(token[(index + 1)..]));
                break;
            }
            else if (count == 0 && character == '0')
            {
                point -= isFraction ? 1 : 0;
            }
            else
            {
                room[count++] = character;
                point += isFraction ? 0 : 1;
            }
        }

        while (count > 0 && room[count - 1] == '0')
            count--;
        return new(isNegative, room[..count], count == 0 ? 0 : point);
    }

    public bool IsSameValueAs(DecimalDigits other) =>
        Digits.SequenceEqual(other.Digits) && Point == other.Point && (IsNegative == other.IsNegative || Digits.Length == 0);

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        var digits = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        var exponent = 0;
        foreach (var digit in digits)
        {
            exponent = (exponent * 10) + (digit - '0');
            if (exponent > 1_000_000)
                throw new JsonException("A number's exponent is too large.");
        }

        return text[0] == '-' ? -exponent : exponent;
    }
}
