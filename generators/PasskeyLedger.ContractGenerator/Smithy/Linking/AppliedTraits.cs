using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>
/// What happens where a trait is applied more than once (Smithy 2.0, "Trait conflict resolution"): lists are joined,
/// equal values are one, and anything else is a conflict.
/// </summary>
internal static class AppliedTraits
{
    public static void Add(List<AppliedTrait> traits, AppliedTrait trait, List<Problem> problems)
    {
        var index = traits.FindIndex(other => other.Id == trait.Id);
        if (index < 0)
            traits.Add(trait);
        else if (traits[index].Value is Node.Array first && trait.Value is Node.Array second)
            traits[index] = traits[index] with { Value = first with { Items = first.Items.Concat(second.Items).ToEquatableArray() } };
        else if (!NodeEquality.AreSame(traits[index].Value, trait.Value))
            problems.Add(new Problem(ProblemIds.DuplicateTrait, $"the trait '{trait.Id.Name}' is applied twice with different values; keep one of them", trait.Location));
    }
}
