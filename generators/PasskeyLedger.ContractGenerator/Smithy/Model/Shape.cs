using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>An absolute shape id without a member: <c>example.weather#City</c>.</summary>
internal readonly record struct ShapeId(string Namespace, string Name)
{
    public const string Prelude = "smithy.api";

    /// <summary>What an operation without input or output has for it.</summary>
    public static readonly ShapeId Unit = new(Prelude, "Unit");

    public override string ToString() => $"{Namespace}#{Name}";
}

/// <summary>A trait on a shape or a member, its value in the form the trait's shape asks for.</summary>
internal sealed record AppliedTrait(ShapeId Id, Node Value, SourceLocation Location);

/// <summary>A member, with its mixins' traits.</summary>
internal sealed record Member(string Name, ShapeId Target, EquatableArray<AppliedTrait> Traits, SourceLocation Location)
{
    public AppliedTrait? Trait(string name) => Traits.Named(name);
}

/// <summary>A shape of a linked model: names resolved, mixins flattened, traits of apply statements in place.</summary>
internal sealed record Shape(ShapeId Id, ShapeKind Kind, EquatableArray<AppliedTrait> Traits, EquatableArray<Member> Members, SourceLocation Location)
{
    public EquatableArray<ShapeId> Mixins { get; init; } = [];

    public OperationBody? Operation { get; init; }

    public ServiceBody? Service { get; init; }

    public ResourceBody? Resource { get; init; }

    /// <summary>What the shape says itself, apart from its mixins; null where it has none.</summary>
    public OwnDefinition? Own { get; init; }

    /// <summary>The trait of that name in the prelude, if it is applied.</summary>
    public AppliedTrait? Trait(string name) => Traits.Named(name);

    public Member? Member(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <summary>A shape as it is written, before its mixins are flattened into it.</summary>
/// <param name="Introduced">Traits that apply statements put on inherited members.</param>
internal sealed record OwnDefinition(
    EquatableArray<AppliedTrait> Traits,
    EquatableArray<Member> Members,
    EquatableArray<IntroducedTraits> Introduced,
    OperationBody? Operation,
    ServiceBody? Service,
    ResourceBody? Resource);

internal sealed record IntroducedTraits(string Member, EquatableArray<AppliedTrait> Traits);

internal sealed record OperationBody(ShapeId Input, ShapeId Output, EquatableArray<ShapeId> Errors);

internal sealed record ServiceBody(
    string? Version,
    EquatableArray<ShapeId> Operations,
    EquatableArray<ShapeId> Resources,
    EquatableArray<ShapeId> Errors,
    EquatableArray<Renaming> Rename)
{
    /// <summary>A shape's name within the service: its own unless it is renamed.</summary>
    public string NameOf(ShapeId id) => Rename.FirstOrDefault(renaming => renaming.Shape == id)?.Name ?? id.Name;
}

/// <summary>A shape's name within a service's closure.</summary>
internal sealed record Renaming(ShapeId Shape, string Name);

/// <param name="Lifecycle">The operations of create, put, read, update, delete and list that are given, by those words.</param>
internal sealed record ResourceBody(
    EquatableArray<NamedTarget> Identifiers,
    EquatableArray<NamedTarget> Properties,
    EquatableArray<NamedTarget> Lifecycle,
    EquatableArray<ShapeId> Operations,
    EquatableArray<ShapeId> CollectionOperations,
    EquatableArray<ShapeId> Resources)
{
    /// <summary>All operations on the resource, on one or on the collection.</summary>
    public IEnumerable<ShapeId> AllOperations => Lifecycle.Select(named => named.Target).Concat(Operations).Concat(CollectionOperations);

    /// <summary>All shapes that the resource names.</summary>
    public IEnumerable<ShapeId> All => Identifiers.Concat(Properties).Concat(Lifecycle).Select(named => named.Target).Concat(Operations).Concat(CollectionOperations).Concat(Resources);
}

internal sealed record NamedTarget(string Name, ShapeId Target);

internal static class TraitLists
{
    public static AppliedTrait? Named(this EquatableArray<AppliedTrait> traits, string name)
        => traits.FirstOrDefault(trait => trait.Id == new ShapeId(ShapeId.Prelude, name));
}
