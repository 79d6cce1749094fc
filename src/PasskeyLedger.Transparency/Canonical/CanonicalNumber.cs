using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace PasskeyLedger.Transparency.Canonical;

/// <summary>
/// A JSON number in canonical form: the nearest double as ECMAScript writes it (RFC 8785, section 3.2.2.3). jsonb can hold numbers that no double
/// says; in exact form those are written out in decimal digits, so that two values never have one form.
/// </summary>
internal static class CanonicalNumber
{
    /// <summary>Whole numbers up to here are doubles, and are written as they are read.</summary>
    private const int SafeDigits = 15;

    /// <summary>A numeric of PostgreSQL has no more digits before the point, and fewer behind it.</summary>
    private const int FarthestPoint = 131_072;

    private const int LongestShortForm = 32;

    /// <param name="token">A number as JSON has it.</param>
    /// <param name="isExact">Write out what no double says; else it is rounded, as RFC 8785 has it.</param>
    /// <param name="output">Appended to.</param>
    /// <returns>Whether the double's own form has the number's very value, so that both forms are one.</returns>
    /// <exception cref="JsonException">The number is beyond the doubles, or in exact form beyond the reach of any database's.</exception>
    public static bool Write(ReadOnlySpan<byte> token, bool isExact, ByteBuffer output)
    {
        if (IsSafeInteger(token))
        {
            output.Append(token);
            return true;
        }

        var digits = token.Length <= 128 ? stackalloc byte[128] : new byte[token.Length];
        var number = DecimalDigits.Read(token, digits);
        var isDouble = Utf8Parser.TryParse(token, out double value, out var read) && read == token.Length && double.IsFinite(value);
        if (!isDouble && !isExact)
            throw new JsonException("A number is beyond the range of doubles.");

        Span<byte> shortest = stackalloc byte[LongestShortForm];
        var length = 0;
        if (isDouble)
            value.TryFormat(shortest, out length, "R", CultureInfo.InvariantCulture);
        else
            shortest[length++] = (byte)'0';
        Span<byte> shortestDigits = stackalloc byte[LongestShortForm];
        var rounded = DecimalDigits.Read(shortest[..length], shortestDigits);
        var isSame = isDouble && rounded.IsSameValueAs(number);
        if (isSame || !isExact)
            WriteAsEcmaScript(rounded, output);
        else if (number.Point is > FarthestPoint or < -FarthestPoint)
            throw new JsonException("A number is too large or too small to be written out.");
        else
            WriteOut(number, output);
        return isSame;
    }

    // Not "-0", which is 0.
    private static bool IsSafeInteger(ReadOnlySpan<byte> token)
    {
        var digits = token[0] == '-' ? token[1..] : token;
        return digits.Length is > 0 and <= SafeDigits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != '0' || token.Length == 1);
    }

    // ECMA-262, Number::toString, steps 6 to 12: n is the point, k the number of digits.
    private static void WriteAsEcmaScript(DecimalDigits number, ByteBuffer output)
    {
        if (number.Digits.Length == 0 || number.Point is > -6 and <= 21)
        {
            WriteOut(number, output);
            return;
        }

        WriteSign(number, output);
        output.Append(number.Digits[0]);
        if (number.Digits.Length > 1)
        {
            output.Append((byte)'.');
            output.Append(number.Digits[1..]);
        }

        var exponent = number.Point - 1;
        output.Append((byte)'e');
        output.Append(exponent < 0 ? (byte)'-' : (byte)'+');
        Utf8Formatter.TryFormat(Math.Abs(exponent), output.Reserve(11), out var written);
        output.Advance(written);
    }

    private static void WriteOut(DecimalDigits number, ByteBuffer output)
    {
        var digits = number.Digits;
        var point = number.Point;
        WriteSign(number, output);
        if (digits.Length == 0)
        {
            output.Append((byte)'0');
        }
        else if (point <= 0)
        {
            output.Append("0."u8);
            WriteZeros(-point, output);
            output.Append(digits);
        }
        else if (point >= digits.Length)
        {
            output.Append(digits);
            WriteZeros(point - digits.Length, output);
        }
        else
        {
            output.Append(digits[..point]);
            output.Append((byte)'.');
            output.Append(digits[point..]);
        }
    }

    private static void WriteSign(DecimalDigits number, ByteBuffer output)
    {
        if (number.IsNegative && number.Digits.Length > 0)
            output.Append((byte)'-');
    }

    private static void WriteZeros(int count, ByteBuffer output)
    {
        output.Reserve(count)[..count].Fill((byte)'0');
        output.Advance(count);
    }
}
