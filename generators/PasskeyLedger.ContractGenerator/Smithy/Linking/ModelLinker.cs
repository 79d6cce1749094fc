using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>
/// Makes one model of several files: resolves names, applies traits, flattens mixins, fills in elided members, and
/// checks what can only be seen across shapes. Faults of the files' syntax are among the model's problems.
/// </summary>
internal sealed class ModelLinker
{
    private readonly List<Problem> problems = [];
    private readonly Declarations declarations;
    private readonly Dictionary<ShapeId, ShapeDraft> drafts = [];
    private readonly TraitLinker traits;
    private readonly EnumValues enumValues;
    private readonly ReferencePlaces places = new();

    private ModelLinker(IReadOnlyList<SmithyFile> files)
    {
        foreach (var file in files)
            problems.AddRange(file.Problems);
        declarations = new Declarations(files, problems);
        traits = new TraitLinker(declarations, problems);
        enumValues = new EnumValues(problems);
    }

    /// <param name="files">The parsed files, without the prelude's.</param>
    public static SmithyModel Link(IReadOnlyList<SmithyFile> files)
    {
        IReadOnlyList<SmithyFile> all = [.. Prelude.Files, .. files];
        return new ModelLinker(all).LinkAll(all);
    }

    private SmithyModel LinkAll(IReadOnlyList<SmithyFile> files)
    {
        foreach (var (id, file, syntax) in declarations.Shapes)
            drafts.Add(id, Draft(id, file, syntax));
        foreach (var (id, file, syntax) in declarations.Repeated)
            Merge(drafts[id], Draft(id, file, syntax));
        foreach (var file in files)
        {
            foreach (var apply in file.Applies)
                Apply(file, apply);
        }

        new MixinLinker(drafts, enumValues, problems).Flatten();
        var shapes = drafts.Values.Select(draft => draft.ToShape()).ToList();
        var own = files.Where(file => !Prelude.Files.Contains(file)).ToList();
        var model = new SmithyModel(shapes, Metadata(files), problems, places)
        {
            Version1Files = [.. own.Where(file => file.IsVersion1).Select(file => file.Path)],
            IsVersion1 = own.Count > 0 && own.TrueForAll(file => file.IsVersion1),
        };
        ModelRules.Check(model, problems);
        return model;
    }

    /// <summary>Several files may declare a shape if they say the same of it; their traits are joined (Smithy 2.0, "Merging model files").</summary>
    private void Merge(ShapeDraft shape, ShapeDraft other)
    {
        if (!shape.Declares(other))
        {
            problems.Add(new Problem(ProblemIds.DuplicateShape, $"'{shape.Id}' is declared at {declarations.Place(shape.Id)} too, and differs; keep one of them, or make them equal", other.Location));
            return;
        }

        AddTraits(shape.Traits, other.Traits);
        foreach (var member in shape.Members)
            AddTraits(member.Traits, other.Members.Find(member.Name)!.Traits);
    }

    /// <summary>Metadata under one key must be lists, or equal.</summary>
    private List<MetadataStatement> Metadata(IReadOnlyList<SmithyFile> files)
    {
        var statements = new List<MetadataStatement>();
        var first = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var member in file.Metadata.Select(member => member with { Value = traits.AbsoluteMetadata(file, member.Value) }))
            {
                if (!first.TryGetValue(member.Key, out var earlier))
                    first.Add(member.Key, member.Value);
                else if ((earlier, member.Value) is not (Node.Array, Node.Array) && !NodeEquality.AreSame(earlier, member.Value))
                    problems.Error(ProblemIds.DuplicateKey, $"the metadata '{member.Key}' is given another value elsewhere; keep one of them", new SourceLocation(file.Path, member.KeySpan));
                statements.Add(new MetadataStatement(file.Path, member));
            }
        }

        return statements;
    }

    private void AddTraits(List<AppliedTrait> traits, IReadOnlyList<AppliedTrait> added)
    {
        foreach (var trait in added)
            AppliedTraits.Add(traits, trait, problems);
    }

    private ShapeDraft Draft(ShapeId id, SmithyFile file, ShapeSyntax syntax)
    {
        var draft = new ShapeDraft(id, syntax.Kind, new SourceLocation(file.Path, syntax.Name.Span))
        {
            IsIncomplete = syntax.Mixins.Append(syntax.ForResource).Any(origin => origin is not null && declarations.TryResolve(file, origin.Text) is null),
        };
        draft.Traits.AddRange(traits.Link(file, syntax.Traits));
        foreach (var mixin in syntax.Mixins)
        {
            if (declarations.Resolve(file, mixin) is { } target && !draft.Mixins.Exists(other => other.Id == target))
                draft.Mixins.Add((target, places.Add(id, target, new SourceLocation(file.Path, mixin.Span))));
        }

        if (syntax.ForResource is { } resource && declarations.Resolve(file, resource) is { } resourceId)
            draft.ForResource = (resourceId, places.Add(id, resourceId, new SourceLocation(file.Path, resource.Span)));
        AddMembers(draft, file, syntax);

        var bodies = new BodyLinker(declarations, places, problems, file, id);
        draft.Operation = syntax.Operation is { } operation ? bodies.Operation(operation) : null;
        draft.Service = syntax.Kind == ShapeKind.Service ? bodies.Service(syntax.Properties!) : null;
        draft.Resource = syntax.Kind == ShapeKind.Resource ? bodies.Resource(syntax.Properties!) : null;
        return draft;
    }

    private void AddMembers(ShapeDraft draft, SmithyFile file, ShapeSyntax shape)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var syntax in shape.Members)
        {
            var location = new SourceLocation(file.Path, syntax.Name.Span);
            if (names.Add(syntax.Name.Text))
                draft.Members.Add(Member(draft, file, syntax, location));
            else
                problems.Error(ProblemIds.Member, $"'{draft.Id.Name}' has a member '{syntax.Name.Text}' already; names that differ only in case count as one: rename one of them", location);
        }
    }

    private MemberDraft Member(ShapeDraft draft, SmithyFile file, MemberSyntax syntax, SourceLocation location)
    {
        var isEnum = draft.Kind is ShapeKind.Enum or ShapeKind.IntEnum;
        ShapeId? target = isEnum ? ShapeId.Unit : syntax.Target is null ? null : declarations.Resolve(file, syntax.Target) ?? declarations.Meant(file, syntax.Target.Text);
        var member = new MemberDraft(syntax.Name.Text, target, location);
        member.Traits.AddRange(traits.Link(file, syntax.Traits));
        if (isEnum)
            enumValues.Read(draft.Kind, member, syntax.Value, mayInherit: draft.Mixins.Count > 0 || draft.IsIncomplete);
        else if (syntax.Value is { } value)
            AddTraits(member.Traits, [new AppliedTrait(new ShapeId(ShapeId.Prelude, "default"), traits.Absolute(file, value), location)]);
        return member;
    }

    private void Apply(SmithyFile file, ApplySyntax apply)
    {
        var dollar = apply.Target.Text.IndexOf('$');
        var shapeName = dollar < 0 ? apply.Target : apply.Target with { Text = apply.Target.Text.Substring(0, dollar) };
        if (declarations.Resolve(file, shapeName) is not { } id)
            return;
        if (id.Namespace == ShapeId.Prelude && file.Namespace?.Text != ShapeId.Prelude)
            problems.Add(new Problem(ProblemIds.ImmutablePrelude, $"'{id}' is Smithy's own, and no traits can be put on it; declare a shape of that type and put them there", new SourceLocation(file.Path, apply.Target.Span)));
        var applied = traits.Link(file, apply.Traits);
        if (dollar < 0)
            AddTraits(drafts[id].Traits, applied);
        else
            Apply(drafts[id], apply.Target.Text.Substring(dollar + 1), applied, new SourceLocation(file.Path, apply.Target.Span));
    }

    /// <summary>What several statements put on one member is joined here: only then is it known to be an inherited one, whose own traits give way.</summary>
    private void Apply(ShapeDraft shape, string member, IReadOnlyList<AppliedTrait> applied, SourceLocation location)
    {
        if (!shape.MemberApplies.TryGetValue(member, out var applies))
            shape.MemberApplies.Add(member, applies = new MemberApplies());
        AddTraits(applies.Traits, applied);
        applies.Places.Add(location);
    }
}
