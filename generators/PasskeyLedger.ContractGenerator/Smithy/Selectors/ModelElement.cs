using System.Runtime.CompilerServices;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>A shape, or one of its members, as a selector sees the model.</summary>
internal readonly record struct ModelElement(Shape Shape, Member? Member)
{
    /// <summary>A shape, then its members.</summary>
    public static IEnumerable<ModelElement> Of(Shape shape) => shape.Members.Select(member => new ModelElement(shape, member)).Prepend(new ModelElement(shape, null));

    public IReadOnlyList<AppliedTrait> Traits => Member?.Traits ?? Shape.Traits;

    /// <summary>The trait of that name in the prelude, if it is applied.</summary>
    public AppliedTrait? Trait(string name) => Member is null ? Shape.Trait(name) : Member.Trait(name);

    /// <summary>The absolute shape id, with its member where it is one.</summary>
    public string Id => Member is null ? Shape.Id.ToString() : $"{Shape.Id}${Member.Name}";

    // Each shape of a model is one object, so there is no need to compare what is in it.
    public bool Equals(ModelElement other) => ReferenceEquals(Shape, other.Shape) && ReferenceEquals(Member, other.Member);

    public override int GetHashCode() => unchecked((RuntimeHelpers.GetHashCode(Shape) * 31) + RuntimeHelpers.GetHashCode(Member));

    public override string ToString() => Id;
}
