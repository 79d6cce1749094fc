using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>
/// Finds constraints that no longer let everything pass that was right before. Whether one pattern lets all of another's
/// texts pass cannot be told, so another pattern counts as narrower.
/// </summary>
internal static class ConstraintComparison
{
    private const string Instead = "what was right before would be refused; keep the constraint, and decide the rest where it is used";

    public static IEnumerable<BreakingChange> Narrowed(Constrained value)
    {
        foreach (var trait in new[] { "length", "range" })
        {
            if (value.Now(trait) is { } bounds && IsNarrower(value.Before(trait), bounds))
                yield return Change(value, trait, $"the {trait} of '{value.SubjectOf(bounds)}' was {Words(value.Before(trait))} and is {Words(bounds)}");
        }

        if (value.Now("pattern") is { Value: Node.Text now } pattern && (value.Before("pattern")?.Value as Node.Text)?.Value != now.Value)
            yield return Change(value, "pattern", $"the pattern of '{value.SubjectOf(pattern)}' {(value.Before("pattern") is null ? "is new" : "is another")}");
        if (value.Now("uniqueItems") is { } unique && value.Before("uniqueItems") is null)
            yield return Change(value, "uniqueItems", $"'{value.SubjectOf(unique)}' no longer takes an item twice");
    }

    private static BreakingChange Change(Constrained value, string trait, string what)
        => new(EvolutionRules.ConstraintNarrowed, $"{what}, and {Instead}", value.Now(trait)!.Location, value.ReleasedPlace(trait));

    private static bool IsNarrower(AppliedTrait? before, AppliedTrait now)
        => Number(now, "min") is { } min && (Number(before, "min") is not { } oldMin || min > oldMin) && !IsLengthFromZero(now, min)
            || Number(now, "max") is { } max && (Number(before, "max") is not { } oldMax || max < oldMax);

    /// <summary>No text is shorter than nothing: a least length of 0 asks for nothing.</summary>
    private static bool IsLengthFromZero(AppliedTrait trait, Numeral min) => trait.Id.Name == "length" && min.IsZero;

    private static Numeral? Number(AppliedTrait? trait, string name) => Numeral.Parse(Bound(trait, name));

    private static string? Bound(AppliedTrait? trait, string name) => ((trait?.Value as Node.Object)?[name] as Node.Number)?.Digits;

    private static string Words(AppliedTrait? trait) => (Bound(trait, "min"), Bound(trait, "max")) switch
    {
        (null, null) => "free",
        (null, { } max) => $"at most {max}",
        ({ } min, null) => $"at least {min}",
        var (min, max) => $"{min} to {max}",
    };
}
