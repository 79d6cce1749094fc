using System.Globalization;
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
    private readonly ReferencePlaces places = new();

    private ModelLinker(IReadOnlyList<SmithyFile> files)
    {
        foreach (var file in files)
            problems.AddRange(file.Problems);
        declarations = new Declarations(files, problems);
        traits = new TraitLinker(declarations, problems);
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

        new MixinLinker(drafts, problems).Flatten();
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
            AddTraits(member.Traits, other.Members.Find(same => same.Name == member.Name)!.Traits);
    }

    /// <summary>Metadata under one key must be lists, or equal.</summary>
    private List<MetadataStatement> Metadata(IReadOnlyList<SmithyFile> files)
    {
        var statements = new List<MetadataStatement>();
        foreach (var file in files)
        {
            foreach (var member in file.Metadata.Select(member => member with { Value = traits.AbsoluteMetadata(file, member.Value) }))
            {
                if (statements.Find(other => other.Entry.Key == member.Key)?.Entry.Value is { } earlier && (earlier, member.Value) is not (Node.Array, Node.Array) && !NodeEquality.AreSame(earlier, member.Value))
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
            if (declarations.Resolve(file, mixin) is { } target)
                draft.Mixins.Add((target, places.Add(id, target, new SourceLocation(file.Path, mixin.Span))));
        }

        if (syntax.ForResource is { } resource && declarations.Resolve(file, resource) is { } resourceId)
            draft.ForResource = (resourceId, places.Add(id, resourceId, new SourceLocation(file.Path, resource.Span)));
        foreach (var member in syntax.Members)
            AddMember(draft, file, member);

        var bodies = new BodyLinker(declarations, places, problems, file, id);
        draft.Operation = syntax.Operation is { } operation ? bodies.Operation(operation) : null;
        draft.Service = syntax.Kind == ShapeKind.Service ? bodies.Service(syntax.Properties!) : null;
        draft.Resource = syntax.Kind == ShapeKind.Resource ? bodies.Resource(syntax.Properties!) : null;
        return draft;
    }

    private void AddMember(ShapeDraft draft, SmithyFile file, MemberSyntax syntax)
    {
        var location = new SourceLocation(file.Path, syntax.Name.Span);
        if (draft.Members.Exists(other => string.Equals(other.Name, syntax.Name.Text, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(new Problem(
                ProblemIds.Member,
                $"'{draft.Id.Name}' has a member '{syntax.Name.Text}' already; names that differ only in case count as one: rename one of them",
                location));
            return;
        }

        var isEnum = draft.Kind is ShapeKind.Enum or ShapeKind.IntEnum;
        ShapeId? target = isEnum ? ShapeId.Unit : syntax.Target is null ? null : declarations.Resolve(file, syntax.Target) ?? declarations.Meant(file, syntax.Target.Text);
        var member = new MemberDraft(syntax.Name.Text, target, location);
        member.Traits.AddRange(traits.Link(file, syntax.Traits));
        if (isEnum)
            AddEnumValue(draft.Kind, member, syntax);
        else if (syntax.Value is { } value)
            AddTraits(member.Traits, [new AppliedTrait(new ShapeId(ShapeId.Prelude, "default"), traits.Absolute(file, value), location)]);
        draft.Members.Add(member);
    }

    /// <summary>An enum's value stands after an equals sign, or in the trait that this is short for.</summary>
    private void AddEnumValue(ShapeKind kind, MemberDraft member, MemberSyntax syntax)
    {
        var id = new ShapeId(ShapeId.Prelude, "enumValue");
        var applied = member.Traits.Find(trait => trait.Id == id);
        member.Traits.RemoveAll(trait => trait.Id == id);
        member.Traits.Add(new AppliedTrait(id, EnumValue(kind, syntax with { Value = syntax.Value ?? applied?.Value }, member.Location), member.Location));
    }

    /// <summary>A string enum's member without a value has its name for it; an intEnum's must have one.</summary>
    private Node EnumValue(ShapeKind kind, MemberSyntax syntax, SourceLocation location)
    {
        switch (kind, syntax.Value)
        {
            case (ShapeKind.Enum, null):
                return new Node.Text(syntax.Name.Text, syntax.Name.Span);
            case (ShapeKind.Enum, Node.Text { Value.Length: > 0 } text):
                return text;
            case (ShapeKind.IntEnum, Node.Number number) when int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return number;
            default:
                var wanted = kind == ShapeKind.Enum ? "a string that is not empty" : "a whole number of 32 bits";
                problems.Add(new Problem(ProblemIds.EnumValue, $"the value of '{syntax.Name.Text}' must be {wanted}", location));
                return new Node.Text(syntax.Name.Text, syntax.Name.Span);
        }
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
            drafts[id].MemberApplies.Add((apply.Target.Text.Substring(dollar + 1), applied, new SourceLocation(file.Path, apply.Target.Span)));
    }
}
