using System.Text.RegularExpressions;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Whether texts match patterns, for the time that one model is judged. No pattern can hold that up: what .NET can match without backtracking
/// takes time that grows with the text alone, and of the rest one that took too long once is not tried again.
/// </summary>
internal sealed class TextPatterns
{
    // A member of RegexOptions since .NET 7, and this is compiled for what came before too.
    private const RegexOptions NonBacktracking = (RegexOptions)1024;

    private static readonly bool HasNonBacktracking = Enum.IsDefined(typeof(RegexOptions), NonBacktracking);
    private static readonly TimeSpan PatienceForText = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceForPattern = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Regex?> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> slow = new(StringComparer.Ordinal);

    /// <summary>Null where it would take too long to tell. A pattern that cannot be read here constrains nothing here.</summary>
    public bool? IsMatch(string text, string pattern)
    {
        if (slow.Contains(pattern))
            return null;
        if (!known.TryGetValue(pattern, out var regex))
            known.Add(pattern, regex = Read(pattern));
        try
        {
            return regex?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            slow.Add(pattern);
            return null;
        }
    }

    private static Regex? Read(string pattern)
    {
        try
        {
            return HasNonBacktracking ? new Regex(pattern, RegexOptions.CultureInvariant | NonBacktracking, PatienceForText) : Backtracking(pattern);
        }
        catch (NotSupportedException)
        {
            return Backtracking(pattern);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Regex? Backtracking(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatienceForPattern);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
