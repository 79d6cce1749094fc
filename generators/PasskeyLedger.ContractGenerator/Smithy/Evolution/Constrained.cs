using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>A member then and now, with the shapes it targets: a trait on the member goes before its target's.</summary>
internal sealed record Constrained(string Subject, Member Released, Shape ReleasedTarget, Member Current, Shape CurrentTarget)
{
    public AppliedTrait? Before(string trait) => Released.Trait(trait) ?? ReleasedTarget.Trait(trait);

    public AppliedTrait? Now(string trait) => Current.Trait(trait) ?? CurrentTarget.Trait(trait);

    /// <summary>What a trait is on: the shape's name where it is the target's, so that a change is told once and not for each member.</summary>
    public string SubjectOf(AppliedTrait? now) => now is not null && CurrentTarget.Traits.Contains(now) ? CurrentTarget.Id.Name : Subject;

    public SourceLocation ReleasedPlace(string trait)
    {
        if (Before(trait) is { } before)
            return before.Location;
        return Current.Trait(trait) is null && Released.Target == Current.Target && Now(trait) is not null ? ReleasedTarget.Location : Released.Location;
    }
}
