using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>Resolves applied traits to their definitions and brings their values into the form those ask for.</summary>
internal sealed class TraitLinker(Declarations declarations, List<Problem> problems)
{
    private readonly Lazy<Dictionary<ShapeId, ShapeKind>> definitions = new(() => Definitions(declarations));

    public IReadOnlyList<AppliedTrait> Link(SmithyFile file, IReadOnlyList<TraitSyntax> traits)
    {
        var linked = new List<AppliedTrait>();
        foreach (var trait in traits)
        {
            if (declarations.Resolve(file, trait.Id, ProblemIds.UnknownTrait) is not { } id)
                continue;
            var location = new SourceLocation(file.Path, trait.Id.Span);
            if (!definitions.Value.TryGetValue(id, out var kind))
                problems.Add(new Problem(ProblemIds.UnknownTrait, $"'{id}' is a shape but no trait; put @trait on it, or apply another", location));
            else if (IsOfOtherVersion(file, id))
                problems.Add(new Problem(ProblemIds.Version, $"Smithy {(file.IsVersion1 ? "1.0" : "2.0")} has no trait '{id.Name}'", location));
            else
                AppliedTraits.Add(linked, new AppliedTrait(id, Absolute(file, Value(kind, trait)), location), problems);
        }

        return linked;
    }

    private static bool IsOfOtherVersion(SmithyFile file, ShapeId id)
        => id.Namespace == ShapeId.Prelude && (file.IsVersion1 ? id.Name is "mixin" or "default" : id.Name == "box");

    private static Dictionary<ShapeId, ShapeKind> Definitions(Declarations declarations)
    {
        var trait = new ShapeId(ShapeId.Prelude, "trait");
        return declarations.Shapes
            .Where(shape => shape.Syntax.Traits.Any(applied => declarations.TryResolve(shape.File, applied.Id.Text) == trait))
            .ToDictionary(shape => shape.Id, shape => shape.Syntax.Kind);
    }

    /// <summary>An annotation without a value is an empty object or list, as the trait's shape is; other shapes have none that says nothing.</summary>
    private static Node Value(ShapeKind kind, TraitSyntax trait) => trait.Value ?? kind switch
    {
        ShapeKind.Structure or ShapeKind.Union or ShapeKind.Map => new Node.Object([], trait.Id.Span),
        ShapeKind.List or ShapeKind.Set => new Node.Array([], trait.Id.Span),
        _ => new Node.Null(trait.Id.Span),
    };

    /// <summary>Makes the shape ids in a trait's value absolute.</summary>
    public Node Absolute(SmithyFile file, Node node)
        => Absolute(node, reference => AbsoluteReference(file, reference, name => declarations.TryResolve(file, name), name => declarations.Meant(file, name)));

    /// <summary>Makes the shape ids in metadata absolute. It stands in no namespace, so a name without one is the prelude's.</summary>
    public Node AbsoluteMetadata(SmithyFile file, Node node)
        => Absolute(node, reference => AbsoluteReference(file, reference, name => name.IndexOf('#') < 0 ? declarations.OfPrelude(name) : declarations.TryResolve(file, name), name => new ShapeId(ShapeId.Prelude, name)));

    private static Node Absolute(Node node, Func<Node.Reference, Node> absolute) => node switch
    {
        Node.Reference reference => absolute(reference),
        Node.Array array => array with { Items = array.Items.Select(item => Absolute(item, absolute)).ToEquatableArray() },
        Node.Object value => value with
        {
            Members = value.Members.Select(member => member with { Value = Absolute(member.Value, absolute) }).ToEquatableArray(),
        },
        _ => node,
    };

    private Node.Reference AbsoluteReference(SmithyFile file, Node.Reference reference, Func<string, ShapeId?> resolve, Func<string, ShapeId> meant)
    {
        var dollar = reference.ShapeId.IndexOf('$');
        var shape = dollar < 0 ? reference.ShapeId : reference.ShapeId.Substring(0, dollar);
        var member = dollar < 0 ? string.Empty : reference.ShapeId.Substring(dollar);
        if (resolve(shape) is { } id)
            return reference with { ShapeId = id + member };

        // Whether an id in a value must exist is the trait's business (@idRef); elsewhere it is suspicious at the most.
        problems.Add(new Problem(
            ProblemIds.UnknownReference,
            $"there is no shape '{shape}'; put quotation marks around what is no shape's id",
            new SourceLocation(file.Path, reference.Span)) { IsWarning = true });
        return shape.IndexOf('#') >= 0 ? reference : reference with { ShapeId = meant(shape) + member };
    }
}
