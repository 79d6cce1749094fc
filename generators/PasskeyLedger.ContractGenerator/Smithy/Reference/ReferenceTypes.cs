using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>What the reference calls a type, and where it links to.</summary>
internal sealed class ReferenceTypes
{
    private readonly SmithyModel model;
    private readonly HashSet<ShapeId> placed;
    private readonly HashSet<string> shared;

    public ReferenceTypes(SmithyModel model)
    {
        this.model = model;
        placed = [.. model.Shapes.Where(shape => shape.StoredName() is not null || IsPlainError(shape)).Select(shape => shape.Id)];
        foreach (var operation in model.Shapes.Select(shape => shape.Operation).OfType<OperationBody>())
            placed.UnionWith([operation.Input, operation.Output]);
        shared = [.. model.Shapes.Where(HasSection).GroupBy(shape => shape.Id.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)];
    }

    /// <summary>Whether the shape is described under "Types": it has a form of its own, and is no request, response, event, error of a message alone, mixin or trait.</summary>
    public bool HasSection(Shape shape)
        => shape.Kind is ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum
            && !Prelude.Declares(shape)
            && shape.Trait("mixin") is null
            && shape.Trait("trait") is null
            && !placed.Contains(shape.Id);

    public string Link(Shape shape) => $"[{shape.Id.Name}](#{MarkdownAnchors.Of(Heading(shape))})";

    private static bool IsPlainError(Shape shape)
        => shape.Trait("error") is not null && shape.Members.All(member => string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase));

    /// <summary>The shape's name, with its namespace where two types share the name.</summary>
    public string Heading(Shape shape) => shared.Contains(shape.Id.Name) ? $"{shape.Id.Name} ({shape.Id.Namespace})" : shape.Id.Name;

    public string Name(ShapeId id)
    {
        var shape = model.Find(id)!;
        return shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Set => $"list of {Name(shape.Member("member")!.Target)}",
            ShapeKind.Map => $"map of {Name(shape.Member("value")!.Target)}",
            _ when HasSection(shape) => Link(shape),
            ShapeKind.Structure or ShapeKind.Union => $"`{shape.Id.Name}`",
            _ => shape.Kind.Keyword(),
        };
    }
}

/// <summary>Where a heading can be linked to, by the rule of the common Markdown renderers.</summary>
internal static class MarkdownAnchors
{
    public static string Of(string heading)
        => new([.. heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is '-' or '_' or ' ').Select(character => character == ' ' ? '-' : character)]);
}
