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
        else if (!IsSame(traits[index].Value, trait.Value))
            problems.Add(new Problem(ProblemIds.DuplicateTrait, $"the trait '{trait.Id.Name}' is applied twice with different values; keep one of them", trait.Location));
    }

    /// <summary>Whether two values are the same wherever they are written.</summary>
    public static bool IsSame(Node left, Node right) => (left, right) switch
    {
        (Node.Null, Node.Null) => true,
        (Node.Boolean one, Node.Boolean other) => one.Value == other.Value,
        (Node.Number one, Node.Number other) => one.Digits == other.Digits,
        (Node.Text or Node.Reference, Node.Text or Node.Reference) => Text(left) == Text(right),
        (Node.Array one, Node.Array other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items, IsSame).All(same => same),
        (Node.Object one, Node.Object other) => one.Members.Count == other.Members.Count
            && one.Members.All(member => other[member.Key] is { } value && IsSame(member.Value, value)),
        _ => false,
    };

    private static string Text(Node node) => node is Node.Reference reference ? reference.ShapeId : ((Node.Text)node).Value;
}
