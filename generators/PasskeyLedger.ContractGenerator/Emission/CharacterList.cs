using System.Text.RegularExpressions;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>What a pattern comes to that only lists the characters of the whole text, as in <c>^[a-z0-9]+\z</c>.</summary>
internal sealed record CharacterList(string Characters, bool CanBeEmpty)
{
    private static readonly Regex WholeText = new(@"^\^(?<class>\[[^\^\]\\][^\]\\]*\])(?<times>[+*])\\z$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Null for a pattern that says anything else. The characters are those of ASCII: a range that goes beyond is none of these.</summary>
    /// <param name="pattern">In .NET's dialect.</param>
    public static CharacterList? Of(string pattern)
    {
        if (WholeText.Match(pattern) is not { Success: true } match || pattern.Any(c => c > '\x7f'))
            return null;
        var one = new Regex(match.Groups["class"].Value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var characters = string.Concat(Enumerable.Range(0, 0x80).Select(code => ((char)code).ToString()).Where(character => one.IsMatch(character)));
        return new CharacterList(characters, match.Groups["times"].Value == "*");
    }
}
