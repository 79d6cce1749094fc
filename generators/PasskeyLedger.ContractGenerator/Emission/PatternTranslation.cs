using System.Text;
using System.Text.RegularExpressions;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>
/// Turns a pattern of the contract, an ECMA 262 regular expression, into .NET's dialect. What differs: .NET's <c>$</c>
/// lets a trailing line feed through, its <c>\d</c> and <c>\w</c> take every script's digits and letters, its <c>.</c> more
/// line ends, and <c>-[</c> within a class subtracts.
/// </summary>
internal static class PatternTranslation
{
    /// <summary>The translated pattern, or null where it is no regular expression.</summary>
    public static string? Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var current = pattern[i];
            if (current == '\\' && i + 1 < pattern.Length)
                result.Append(Escape(pattern[++i], inClass));
            else if (inClass && current == '[')
                result.Append(@"\[");
            else if (!inClass && current == '$')
                result.Append(@"\z");
            else if (!inClass && current == '.')
                result.Append(@"[^\n\r\u2028\u2029]");
            else
                result.Append(current);

            if (current == '[' && !inClass)
                inClass = true;
            else if (current == ']' && inClass)
                inClass = false;
        }

        return IsValid(result.ToString()) ? result.ToString() : null;
    }

    private static string Escape(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', true) => "A-Za-z0-9_",
        ('w', false) => "[A-Za-z0-9_]",
        ('W', false) => "[^A-Za-z0-9_]",
        ('/', _) => "/",
        _ => "\\" + escaped,
    };

    private static bool IsValid(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
