using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>The comparators of attributes (Smithy 2.0, "Attribute comparison").</summary>
internal static class SelectorComparison
{
    /// <summary>By their length, so that the longer of two with one start is found first.</summary>
    public static readonly IReadOnlyList<string> Comparators = ["{!=}", "{<<}", "{=}", "{<}", "^=", "$=", "*=", "!=", "?=", ">=", "<=", "=", ">", "<"];

    /// <summary>Whether the left value stands to any of the right ones as the comparator says.</summary>
    public static bool Matches(SelectorAttribute left, string comparator, IReadOnlyList<SelectorAttribute> right, bool ignoresCase)
    {
        if (comparator == "?=")
            return right.Any(value => value.Text == (left.Exists ? "true" : "false"));
        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (comparator[0] == '{')
            return right.Any(value => AreProjections(left, comparator, value, ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal));
        return left.Flattened.Any(one => right.SelectMany(value => value.Flattened).Any(other => AreValues(one.Text, comparator, other.Text, comparison)));
    }

    private static bool AreValues(string left, string comparator, string right, StringComparison comparison) => comparator switch
    {
        "=" => string.Equals(left, right, comparison),
        "!=" => !string.Equals(left, right, comparison),
        "^=" => left.StartsWith(right, comparison),
        "$=" => left.EndsWith(right, comparison),
        "*=" => left.IndexOf(right, comparison) >= 0,
        _ => Numeral.Parse(left) is { } one && Numeral.Parse(right) is { } other && Compare(one.CompareTo(other), comparator),
    };

    private static bool Compare(int order, string comparator) => comparator switch
    {
        ">" => order > 0,
        ">=" => order >= 0,
        "<" => order < 0,
        _ => order <= 0,
    };

    private static bool AreProjections(SelectorAttribute left, string comparator, SelectorAttribute right, StringComparer comparer)
    {
        if (!left.IsProjection || !right.IsProjection)
            return comparator == "{!=}";
        var one = new HashSet<string>(left.Flattened.Select(value => value.Text), comparer);
        var other = right.Flattened.Select(value => value.Text).ToList();
        return comparator switch
        {
            "{=}" => one.SetEquals(other),
            "{!=}" => !one.SetEquals(other),
            "{<}" => one.IsSubsetOf(other),
            _ => one.IsProperSubsetOf(other),
        };
    }
}
