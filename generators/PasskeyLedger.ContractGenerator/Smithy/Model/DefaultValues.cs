using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>
/// Checks the values of @default (Smithy 2.0, "Default value constraints"): of the target's own type, or null, which
/// takes a default back. Lists and maps can only be empty. That structures and unions have none is the selector's business.
/// </summary>
internal static class DefaultValues
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.Shapes)
        {
            Check(shape.Trait("default"), shape, problems);
            foreach (var member in shape.Members)
                Check(member.Trait("default"), model.Find(member.Target), problems);
        }
    }

    private static void Check(AppliedTrait? trait, Shape? target, List<Problem> problems)
    {
        if (trait is null || trait.Value is Node.Null || target is null or { Kind: ShapeKind.Structure or ShapeKind.Union })
            return;
        var fits = (target.Kind, trait.Value) switch
        {
            (ShapeKind.Document, Node.Array { Items.Count: > 0 } or Node.Object { Members.Count: > 0 }) => false,
            (ShapeKind.Document, _) => true,
            (ShapeKind.Boolean, Node.Boolean) => true,
            (ShapeKind.String or ShapeKind.Blob, Node.Text) => true,
            (ShapeKind.Timestamp, Node.Text or Node.Number) => true,
            (ShapeKind.Enum or ShapeKind.IntEnum, Node.Text or Node.Number)
                => target.Members.Any(member => member.Trait("enumValue") is { } value && AppliedTraits.IsSame(value.Value, trait.Value)),
            (ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.BigInteger, Node.Number number) => number.Digits.IndexOfAny(['.', 'e', 'E']) < 0,
            (ShapeKind.Float or ShapeKind.Double or ShapeKind.BigDecimal, Node.Number) => true,
            (ShapeKind.List or ShapeKind.Set, Node.Array { Items.Count: 0 }) => true,
            (ShapeKind.Map, Node.Object { Members.Count: 0 }) => true,
            _ => false,
        };
        if (fits)
            return;
        var wanted = target.Kind switch
        {
            ShapeKind.List or ShapeKind.Set => "[]",
            ShapeKind.Map => "{}",
            ShapeKind.Document => "a simple value, [] or {}",
            ShapeKind.Enum or ShapeKind.IntEnum => $"a value of '{target.Id.Name}'",
            _ => $"a {target.Kind.Keyword()}",
        };
        problems.Add(new Problem(ProblemIds.TraitValue, $"the default must be {wanted}", trait.Location with { Span = trait.Value.Span }));
    }
}
