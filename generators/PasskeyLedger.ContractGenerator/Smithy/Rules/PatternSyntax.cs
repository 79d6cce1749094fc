using System.Globalization;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Finds what no dialect of regular expressions takes (ECMA 262, "Patterns"), and nothing else: whether what is left can be used
/// is another's question.
/// </summary>
internal sealed class PatternSyntax
{
    private readonly string pattern;
    private int offset;
    private int groups;
    private bool canRepeat;

    private PatternSyntax(string pattern) => this.pattern = pattern;

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(string pattern) => new PatternSyntax(pattern).FindFault();

    private char Current => offset < pattern.Length ? pattern[offset] : '\0';

    private string? FindFault()
    {
        string? fault = null;
        while (fault is null && offset < pattern.Length)
            fault = ReadTerm();
        return fault ?? (groups > 0 ? "a parenthesis is not closed" : null);
    }

    private string? ReadTerm()
    {
        switch (Current)
        {
            case '\\' when offset + 1 == pattern.Length:
                return "it ends with a backslash";
            case '\\':
                offset += 2;
                canRepeat = true;
                return null;
            case '[':
                canRepeat = true;
                return ReadClass();
            case '(':
                OpenGroup();
                return null;
            case ')' when groups == 0:
                return "a parenthesis closes what none opens";
            case ')':
                groups--;
                offset++;
                canRepeat = true;
                return null;
            case '*' or '+' or '?':
                return Repeat(length: 1, fault: null);
            case '{' when QuantifierLength() is > 0 and var length:
                return Repeat(length, Bounds(pattern.Substring(offset + 1, length - 2)));
            default:
                canRepeat = Current is not ('|' or '^');
                offset++;
                return null;
        }
    }

    private void OpenGroup()
    {
        groups++;
        offset++;
        canRepeat = false;
        if (Current != '?')
            return;
        offset++; // what kind of group it is, is between this and its content
        while (Current is ':' or '=' or '!' or '<' or '>')
            offset++;
    }

    /// <summary>A quantifier, with what makes it lazy or possessive.</summary>
    private string? Repeat(int length, string? fault)
    {
        if (!canRepeat)
            return $"there is nothing to repeat before '{pattern.Substring(offset, length)}'";
        offset += length;
        if (Current is '?' or '+')
            offset++;
        canRepeat = false;
        return fault;
    }

    /// <summary><c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; a brace that starts none of these is taken as text by some, so 0.</summary>
    private int QuantifierLength()
    {
        var end = pattern.IndexOf('}', offset);
        if (end < 0 || end == offset + 1 || !IsDigit(pattern[offset + 1]))
            return 0;
        var content = pattern.Substring(offset + 1, end - offset - 1);
        return content.All(character => character == ',' || IsDigit(character)) && content.Count(character => character == ',') <= 1 ? end - offset + 1 : 0;
    }

    private static string? Bounds(string content)
    {
        var parts = content.Split(',');
        return parts.Length == 2 && Number(parts[0]) is { } min && Number(parts[1]) is { } max && min > max ? $"{{{content}}} ends before it starts" : null;
    }

    private static decimal? Number(string digits) => decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? ReadClass()
    {
        var start = offset++;
        if (Current == '^')
            offset++;
        char? previous = null; // the last character, if it can start a range
        for (var isFirst = true; offset < pattern.Length; isFirst = false)
        {
            var current = pattern[offset];
            if (current == ']' && !isFirst)
            {
                offset++;
                return null;
            }

            if (current == ']')
                return pattern.IndexOf(']', offset + 1) < 0 ? Skip() : Unsure(); // empty here, and a bracket as a character elsewhere
            if (current == '[' || current == '&')
                return Unsure(); // some nest classes
            if (current == '\\')
            {
                offset += 2;
                previous = null;
            }
            else if (current == '-' && previous is { } from && offset + 1 < pattern.Length && pattern[offset + 1] is not (']' or '\\' or '['))
            {
                if (from > pattern[offset + 1])
                    return $"the range {from}-{pattern[offset + 1]} ends before it starts";
                offset += 2;
                previous = null;
            }
            else
            {
                offset++;
                previous = current;
            }
        }

        return $"the class that starts at character {start + 1} is not closed";
    }

    private string? Skip()
    {
        offset++;
        return null;
    }

    /// <summary>Passes over the rest, of which nothing can be said for certain.</summary>
    private string? Unsure()
    {
        offset = pattern.Length;
        groups = 0;
        return null;
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
