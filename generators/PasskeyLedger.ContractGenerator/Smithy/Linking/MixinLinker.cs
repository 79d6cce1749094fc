using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>
/// Copies what mixins give into the shapes that use them, in their order and before the shape's own members; gives
/// elided members their targets, and puts the traits of apply statements on members.
/// </summary>
internal sealed class MixinLinker(Dictionary<ShapeId, ShapeDraft> drafts, EnumValues enumValues, List<Problem> problems)
{
    private static readonly ShapeId MixinTrait = new(ShapeId.Prelude, "mixin");

    private readonly HashSet<ShapeId> done = [];
    private readonly HashSet<ShapeId> inProgress = [];

    public void Flatten()
    {
        foreach (var draft in drafts.Values)
            FlattenFromMixinsOn(draft);
    }

    /// <summary>Flattens a shape after all that it mixes in. What waits for its mixins is no call of its own: a chain of them may be longer than the stack.</summary>
    private void FlattenFromMixinsOn(ShapeDraft draft)
    {
        var waiting = new Stack<WaitingShape>();
        Begin(draft);
        while (waiting.Count > 0)
        {
            var shape = waiting.Peek();
            if (shape.Asked == shape.Draft.Mixins.Count)
            {
                waiting.Pop();
                Flatten(shape.Draft, shape.Mixins);
                inProgress.Remove(shape.Draft.Id);
                done.Add(shape.Draft.Id);
                continue;
            }

            var (id, location) = shape.Draft.Mixins[shape.Asked++];
            if (Usable(shape.Draft, id, location) is not { } mixin)
                continue;
            shape.Mixins.Add(mixin);
            Begin(mixin);
        }

        void Begin(ShapeDraft next)
        {
            if (done.Contains(next.Id))
                return;
            inProgress.Add(next.Id);
            waiting.Push(new WaitingShape(next));
        }
    }

    private void Flatten(ShapeDraft draft, IReadOnlyList<ShapeDraft> mixins)
    {
        var own = draft.Members;
        draft.OwnTraits = [.. draft.Traits];
        draft.OwnMembers = own;
        (draft.OwnOperation, draft.OwnService, draft.OwnResource) = (draft.Operation, draft.Service, draft.Resource);
        draft.Members = [];
        foreach (var mixin in mixins)
            Inherit(draft, mixin);

        CheckCase(draft, own);

        FillFromResource(draft, own);
        foreach (var member in own)
        {
            if (draft.MemberApplies.TryGetValue(member.Name, out var applied))
                applied.Traits.ForEach(trait => AppliedTraits.Add(member.Traits, trait, problems));
            AddOwn(draft, member, draft.Members.Find(member.Name));
        }

        foreach (var applies in draft.MemberApplies.Where(applies => own.Find(applies.Key) is null))
            Introduce(draft, applies.Key, applies.Value);
    }

    private void AddOwn(ShapeDraft draft, MemberDraft member, MemberDraft? inherited)
    {
        member.Target ??= inherited?.Target;
        if (draft.Kind is ShapeKind.Enum or ShapeKind.IntEnum && !(inherited is null && draft.IsIncomplete))
            enumValues.Complete(draft.Kind, member, inherited);
        if (member.Target is not null)
            Add(draft, new MemberDraft(member.Name, member.Target, member.Location) { Traits = [.. member.Traits] });
        else if (!draft.IsIncomplete)
            Report(ProblemIds.Member, $"no mixin or resource gives '${member.Name}' its target; write '{member.Name}: <shape>'", member.Location);
    }

    private ShapeDraft? Usable(ShapeDraft draft, ShapeId id, SourceLocation location)
    {
        var mixin = drafts[id];
        var fault = inProgress.Contains(id) ? $"'{id}' mixes itself in; break the circle"
            : !mixin.Traits.Exists(trait => trait.Id == MixinTrait) ? $"'{id}' is no mixin; put @mixin on it"
            : mixin.Kind != draft.Kind ? $"a {draft.Kind.Keyword()} mixes in only a {draft.Kind.Keyword()}, and '{id}' is a {mixin.Kind.Keyword()}"
            : null;
        if (fault is null)
            return mixin;
        Report(ProblemIds.Mixin, fault, location);
        return null;
    }

    private void Inherit(ShapeDraft draft, ShapeDraft mixin)
    {
        var local = LocalTraits(mixin);
        foreach (var trait in mixin.Traits)
        {
            if (trait.Id == MixinTrait || local.Contains(trait.Id.ToString()) || draft.OwnTraits.Exists(own => own.Id == trait.Id))
                continue;
            draft.Traits.RemoveAll(earlier => earlier.Id == trait.Id); // a later mixin goes before an earlier one
            draft.Traits.Add(trait);
        }

        foreach (var member in mixin.Members)
            Add(draft, new MemberDraft(member.Name, member.Target, member.Location) { Traits = [.. member.Traits] });
        draft.Operation = Merge(mixin.Operation, draft.Operation);
        draft.Service = Merge(mixin.Service, draft.Service);
        draft.Resource = Merge(mixin.Resource, draft.Resource);
    }

    private static HashSet<string> LocalTraits(ShapeDraft mixin)
    {
        var value = mixin.Traits.Find(trait => trait.Id == MixinTrait)?.Value as Syntax.Node.Object;
        return value?["localTraits"] is Syntax.Node.Array local
            ? [.. local.Items.Select(item => item is Syntax.Node.Reference reference ? reference.ShapeId : (item as Syntax.Node.Text)?.Value ?? string.Empty)]
            : [];
    }

    /// <summary>A member that is inherited more than once keeps its place; the last traits win, and all must have one target.</summary>
    private void Add(ShapeDraft draft, MemberDraft member)
    {
        var inherited = draft.Members.Find(member.Name);
        if (inherited is null)
        {
            draft.Members.Add(member);
        }
        else if (member.Target is { } target && inherited.Target is { } other && target != other)
        {
            Report(ProblemIds.Member, $"a mixin gives '{member.Name}' the target '{other}', so it cannot be '{target}' here", member.Location);
        }
        else
        {
            inherited.Traits = [.. inherited.Traits.Where(trait => !member.Traits.Exists(own => own.Id == trait.Id)), .. member.Traits];
        }
    }

    /// <summary>What comes from mixins must differ in more than case too, and so must what stands beside it.</summary>
    private void CheckCase(ShapeDraft draft, MemberDrafts own)
    {
        foreach (var group in draft.Members.Concat(own).GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (group.FirstOrDefault(member => member.Name != group.First().Name) is { } other)
                Report(ProblemIds.Member, $"'{draft.Id.Name}' has the members '{group.First().Name}' and '{other.Name}', whose names differ only in case; rename one of them", own.Find(other.Name) == other ? other.Location : draft.Location);
        }
    }

    /// <summary>A structure for a resource takes the targets of its elided members from the resource's identifiers and properties.</summary>
    private void FillFromResource(ShapeDraft draft, MemberDrafts own)
    {
        if (draft.ForResource is not { } reference)
            return;
        if (drafts[reference.Id].Resource is not { } resource)
        {
            Report(ProblemIds.WrongKind, $"'{reference.Id}' is no resource; name one after 'for'", reference.Location);
            return;
        }

        foreach (var member in own.Where(member => member.Target is null))
            member.Target = resource.Identifiers.Concat(resource.Properties).FirstOrDefault(property => property.Name == member.Name)?.Target;
    }

    /// <summary>Puts traits on an inherited member; they stand in place of those it comes with.</summary>
    private void Introduce(ShapeDraft draft, string name, MemberApplies applies)
    {
        if (draft.Members.Find(name) is { } member)
        {
            member.Traits = [.. member.Traits.Where(trait => !applies.Traits.Exists(applied => applied.Id == trait.Id)), .. applies.Traits];
            return;
        }

        foreach (var place in draft.IsIncomplete ? [] : applies.Places)
            Report(ProblemIds.Member, $"'{draft.Id}' has no member '{name}'", place);
    }

    private static OperationBody? Merge(OperationBody? mixin, OperationBody? own)
    {
        if (mixin is null || own is null)
            return own ?? mixin;
        return own with { Errors = mixin.Errors.Concat(own.Errors).Distinct().ToEquatableArray() };
    }

    private static ServiceBody? Merge(ServiceBody? mixin, ServiceBody? own)
    {
        if (mixin is null || own is null)
            return own ?? mixin;
        return new ServiceBody(
            own.Version ?? mixin.Version,
            mixin.Operations.Concat(own.Operations).Distinct().ToEquatableArray(),
            mixin.Resources.Concat(own.Resources).Distinct().ToEquatableArray(),
            mixin.Errors.Concat(own.Errors).Distinct().ToEquatableArray(),
            own.Rename.Concat(mixin.Rename.Where(renaming => !own.Rename.Any(other => other.Shape == renaming.Shape))).ToEquatableArray());
    }

    private static ResourceBody? Merge(ResourceBody? mixin, ResourceBody? own)
    {
        if (mixin is null || own is null)
            return own ?? mixin;
        return new ResourceBody(
            Named(mixin.Identifiers, own.Identifiers),
            Named(mixin.Properties, own.Properties),
            Named(mixin.Lifecycle, own.Lifecycle),
            mixin.Operations.Concat(own.Operations).Distinct().ToEquatableArray(),
            mixin.CollectionOperations.Concat(own.CollectionOperations).Distinct().ToEquatableArray(),
            mixin.Resources.Concat(own.Resources).Distinct().ToEquatableArray());
    }

    private static EquatableArray<NamedTarget> Named(EquatableArray<NamedTarget> mixin, EquatableArray<NamedTarget> own)
        => mixin.Where(target => !own.Any(other => other.Name == target.Name)).Concat(own).ToEquatableArray();

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));

    /// <summary>A shape that waits until what it mixes in is flattened.</summary>
    private sealed class WaitingShape(ShapeDraft draft)
    {
        public ShapeDraft Draft { get; } = draft;

        /// <summary>How many of its mixins have been asked for.</summary>
        public int Asked { get; set; }

        /// <summary>Those of them that can be mixed in.</summary>
        public List<ShapeDraft> Mixins { get; } = [];
    }
}
