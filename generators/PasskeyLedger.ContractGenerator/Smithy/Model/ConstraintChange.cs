using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>Finds where a value may no longer be what it could be.</summary>
internal static class ConstraintChange
{
    public static IEnumerable<string> Narrowed(Member before, Shape oldTarget, Member now, Shape newTarget)
    {
        Node? Old(string trait) => (before.Trait(trait) ?? oldTarget.Trait(trait))?.Value;
        Node? New(string trait) => (now.Trait(trait) ?? newTarget.Trait(trait))?.Value;

        foreach (var trait in new[] { "length", "range" })
        {
            if (IsTighter(Bound(Old(trait), "min"), Bound(New(trait), "min"), isMin: true))
                yield return $"the least {trait} is larger";
            if (IsTighter(Bound(Old(trait), "max"), Bound(New(trait), "max"), isMin: false))
                yield return $"the largest {trait} is less";
        }

        // Whether one pattern allows all that another does cannot be told, so any other one counts.
        if (New("pattern") is { } pattern && (Old("pattern") is not { } oldPattern || !AppliedTraits.IsSame(pattern, oldPattern)))
            yield return "the pattern is another";
        if (New("uniqueItems") is not null && Old("uniqueItems") is null)
            yield return "items must be unique now";
        if (New("sparse") is null && Old("sparse") is not null)
            yield return "null is no item any more";
    }

    private static decimal? Bound(Node? value, string bound)
        => (value as Node.Object)?[bound] is Node.Number number && decimal.TryParse(number.Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var result) ? result : null;

    private static bool IsTighter(decimal? before, decimal? now, bool isMin)
        => now is { } bound && (before is not { } old || (isMin ? bound > old : bound < old));
}
