using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>Checks the values of applied traits against the shapes that define the traits.</summary>
internal sealed class TraitValues(SmithyModel model, List<Problem> problems)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var values = new TraitValues(model, problems);
        foreach (var shape in model.Shapes)
        {
            foreach (var trait in shape.Traits.Concat(shape.Members.SelectMany(member => member.Traits)))
                values.Check(trait, trait.Id, trait.Value);
        }
    }

    private void Check(AppliedTrait trait, ShapeId target, Node node)
    {
        if (model.Find(target) is not { } shape)
            return;
        var fits = (shape.Kind, node) switch
        {
            (ShapeKind.Document, _) => true,
            (ShapeKind.Boolean, Node.Boolean) => true,
            (ShapeKind.String, Node.Text or Node.Reference) => true,
            (ShapeKind.Enum, Node.Text text) => shape.Members.Any(member => member.Trait("enumValue")?.Value is Node.Text value && value.Value == text.Value),
            (ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.BigInteger or ShapeKind.IntEnum, Node.Number number)
                => number.Digits.IndexOfAny(['.', 'e', 'E']) < 0,
            (ShapeKind.Float or ShapeKind.Double or ShapeKind.BigDecimal, Node.Number) => true,
            (ShapeKind.Float or ShapeKind.Double, Node.Text { Value: "NaN" or "Infinity" or "-Infinity" }) => true,
            (ShapeKind.Timestamp, Node.Number or Node.Text) => true,
            (ShapeKind.Blob, Node.Text) => true,
            (ShapeKind.List or ShapeKind.Set, Node.Array) => true,
            (ShapeKind.Map or ShapeKind.Structure, Node.Object) => true,
            (ShapeKind.Union, Node.Object { Members.Count: 1 }) => true,
            _ => false,
        };
        if (!fits)
            Report(trait, node.Span, $"expected {Wanted(shape)} but found {(node is Node.Text text ? $"\"{text.Value}\"" : node.Description)}");
        else
            CheckContent(trait, shape, node);
    }

    private void CheckContent(AppliedTrait trait, Shape shape, Node node)
    {
        switch (shape.Kind, node)
        {
            case (ShapeKind.List or ShapeKind.Set, Node.Array array):
                foreach (var item in array.Items)
                    Check(trait, shape.Member("member")!.Target, item);
                break;
            case (ShapeKind.Map, Node.Object map):
                foreach (var entry in map.Members)
                    Check(trait, shape.Member("value")!.Target, entry.Value);
                break;
            case (ShapeKind.Structure or ShapeKind.Union, Node.Object value):
                CheckMembers(trait, shape, value);
                break;
        }
    }

    private void CheckMembers(AppliedTrait trait, Shape shape, Node.Object value)
    {
        foreach (var given in value.Members)
        {
            if (shape.Member(given.Key) is { } member)
                Check(trait, member.Target, given.Value);
            else
                Report(trait, given.KeySpan, $"'{shape.Id.Name}' has no member '{given.Key}'");
        }

        if (shape.Kind != ShapeKind.Structure)
            return;
        foreach (var member in shape.Members.Where(member => member.Trait("required") is not null && value[member.Name] is null))
            Report(trait, value.Span, $"'{member.Name}' is missing");
    }

    private static string Wanted(Shape shape)
    {
        if (shape.Kind != ShapeKind.Enum)
            return shape.Kind is ShapeKind.Structure or ShapeKind.Map ? "an object" : $"a {shape.Kind.Keyword()}";
        return "one of " + string.Join(", ", shape.Members.Select(member => member.Trait("enumValue")?.Value).OfType<Node.Text>().Select(text => $"\"{text.Value}\""));
    }

    private void Report(AppliedTrait trait, SourceSpan span, string message)
        => problems.Add(new Problem(ProblemIds.TraitValue, $"the value of @{trait.Id.Name}: {message}", trait.Location with { Span = span }));
}
