using System.Collections;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>A shape's members while it is being linked: in their order, and by name.</summary>
internal sealed class MemberDrafts : IReadOnlyCollection<MemberDraft>
{
    private readonly List<MemberDraft> members = [];
    private readonly Dictionary<string, MemberDraft> byName = new(StringComparer.Ordinal);

    public int Count => members.Count;

    public void Add(MemberDraft member)
    {
        byName.Add(member.Name, member);
        members.Add(member);
    }

    public MemberDraft? Find(string name) => byName.TryGetValue(name, out var member) ? member : null;

    public IEnumerator<MemberDraft> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A member while it is being linked; an elided one gets its target when mixins and resources are known.</summary>
internal sealed class MemberDraft(string name, ShapeId? target, SourceLocation location)
{
    public string Name { get; } = name;

    public ShapeId? Target { get; set; } = target;

    public SourceLocation Location { get; } = location;

    public List<AppliedTrait> Traits { get; set; } = [];

    public Member ToMember() => new(Name, Target!.Value, Traits.ToEquatableArray(), Location);
}

/// <summary>What apply statements put on one member of a shape, which may be an inherited one.</summary>
internal sealed class MemberApplies
{
    /// <summary>The traits of all statements together.</summary>
    public List<AppliedTrait> Traits { get; } = [];

    /// <summary>Where each statement names the member.</summary>
    public List<SourceLocation> Places { get; } = [];
}
