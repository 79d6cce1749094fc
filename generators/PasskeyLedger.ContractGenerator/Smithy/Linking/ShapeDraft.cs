using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>A shape while it is being linked.</summary>
internal sealed class ShapeDraft(ShapeId id, ShapeKind kind, SourceLocation location)
{
    public ShapeId Id { get; } = id;

    public ShapeKind Kind { get; } = kind;

    public SourceLocation Location { get; } = location;

    public List<AppliedTrait> Traits { get; } = [];

    public MemberDrafts Members { get; set; } = [];

    public List<(ShapeId Id, SourceLocation Location)> Mixins { get; } = [];

    public (ShapeId Id, SourceLocation Location)? ForResource { get; set; }

    /// <summary>Whether a mixin or the resource is not found, so that nobody can tell what it would have given.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Traits that apply statements put on members, by the members' names.</summary>
    public Dictionary<string, MemberApplies> MemberApplies { get; } = new(StringComparer.Ordinal);

    public OperationBody? Operation { get; set; }

    public ServiceBody? Service { get; set; }

    public ResourceBody? Resource { get; set; }

    // What the shape's own statement and apply statements say, without what its mixins give.
    public List<AppliedTrait> OwnTraits { get; set; } = [];

    public MemberDrafts OwnMembers { get; set; } = [];

    public OperationBody? OwnOperation { get; set; }

    public ServiceBody? OwnService { get; set; }

    public ResourceBody? OwnResource { get; set; }

    /// <summary>Whether another declaration says the same, apart from traits.</summary>
    public bool Declares(ShapeDraft other)
        => Kind == other.Kind
            && Mixins.Select(mixin => mixin.Id).SequenceEqual(other.Mixins.Select(mixin => mixin.Id))
            && ForResource?.Id == other.ForResource?.Id
            && Members.Count == other.Members.Count
            && Members.All(member => other.Members.Find(member.Name) is { } same && same.Target == member.Target)
            && (Operation, Service, Resource) == (other.Operation, other.Service, other.Resource);

    public Shape ToShape() => new(
        Id,
        Kind,
        Traits.ToEquatableArray(),
        Members.Where(member => member.Target is not null).Select(member => member.ToMember()).ToEquatableArray(),
        Location)
    {
        Mixins = Mixins.Select(mixin => mixin.Id).ToEquatableArray(),
        Operation = Operation,
        Service = Service,
        Resource = Resource,
        Own = Mixins.Count == 0 ? null : new OwnDefinition(
            OwnTraits.ToEquatableArray(),
            OwnMembers.Where(member => member.Target is not null).Select(member => member.ToMember()).ToEquatableArray(),
            MemberApplies
                .Where(applies => OwnMembers.Find(applies.Key) is null)
                .Select(applies => new IntroducedTraits(applies.Key, applies.Value.Traits.ToEquatableArray()))
                .ToEquatableArray(),
            OwnOperation,
            OwnService,
            OwnResource),
    };
}
