using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Ast;

/// <summary>
/// A shape of Smithy 1.0 as 2.0 says the same, for a model that has files of both: a set is a list of unique items, and what was zero
/// without a word has a default, unless it was boxed.
/// </summary>
internal static class Version1Upgrade
{
    private static readonly ShapeId Default = new(ShapeId.Prelude, "default");

    /// <summary>The default of a shape as 2.0 says it, which members of 2.0 that target the shape must repeat; null where there is none.</summary>
    public static Node? DefaultOf(SmithyModel model, Shape shape)
        => shape.Trait("default")?.Value ?? (model.Version1Files.Contains(shape.Location.Path) && shape.Trait("box") is null ? Zero(shape.Kind) : null);

    public static Shape Of(SmithyModel model, Shape shape)
    {
        if (!model.Version1Files.Contains(shape.Location.Path))
            return shape;
        var traits = WithoutBox(shape.Traits);
        if (shape.Kind == ShapeKind.Set && shape.Trait("uniqueItems") is null)
            traits = [.. traits, new AppliedTrait(new ShapeId(ShapeId.Prelude, "uniqueItems"), new Node.Object([], default), shape.Location)];
        else if (shape.Trait("default") is null && DefaultOf(model, shape) is { } zero)
            traits = [.. traits, new AppliedTrait(Default, zero, shape.Location)];
        return shape with
        {
            Kind = shape.Kind == ShapeKind.Set ? ShapeKind.List : shape.Kind,
            Traits = traits.ToEquatableArray(),
            Members = shape.Members.Select(member => member with { Traits = Traits(model, shape, member).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    private static IEnumerable<AppliedTrait> Traits(SmithyModel model, Shape shape, Member member)
    {
        var traits = WithoutBox(member.Traits);
        return shape.Kind == ShapeKind.Structure && model.Find(member.Target) is { } target && DefaultOf(model, member, target) is { } value
            ? [.. traits, new AppliedTrait(Default, value, member.Location)]
            : traits;
    }

    /// <summary>What 2.0 gives a default other than zero was absent to 1.0, so its members take that default back.</summary>
    private static Node? DefaultOf(SmithyModel model, Member member, Shape target)
    {
        if (member.Trait("default") is not null)
            return null;
        if (member.Trait("box") is not null)
            return new Node.Null(default);
        if (target.Kind == ShapeKind.Blob && target.Trait("streaming") is not null && member.Trait("required") is null)
            return new Node.Text(string.Empty, default);
        if (DefaultOf(model, target) is not { } value)
            return null;
        return Zero(target.Kind) is { } zero && NodeEquality.AreSame(zero, value) ? zero : new Node.Null(default);
    }

    private static List<AppliedTrait> WithoutBox(EquatableArray<AppliedTrait> traits) => [.. traits.Where(trait => trait.Id != new ShapeId(ShapeId.Prelude, "box"))];

    private static Node? Zero(ShapeKind kind) => kind switch
    {
        ShapeKind.Boolean => new Node.Boolean(Value: false, default),
        ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double => new Node.Number("0", default),
        _ => null,
    };
}
