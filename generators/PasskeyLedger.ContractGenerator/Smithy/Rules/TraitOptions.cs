using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks traits whose parts exclude or need each other, or something of the shape they are put on.</summary>
internal static class TraitOptions
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes)
        {
            foreach (var (trait, fault) in new[] { "cors", "httpApiKeyAuth", "idempotent", "requestCompression" }
                .Select(shape.Trait)
                .OfType<AppliedTrait>()
                .SelectMany(trait => Faults(model, shape, trait).Select(fault => (trait, fault))))
            {
                problems.Error(ProblemIds.TraitOptions, fault, trait.Location);
            }
        }
    }

    private static IEnumerable<string> Faults(SmithyModel model, Shape shape, AppliedTrait trait) => trait.Id.Name switch
    {
        "cors" when trait.Value.Get("origin") is not null && trait.Value.Get("origins").Entries().Count > 0
            => ["'origin' and 'origins' exclude each other; keep one of them"],
        "httpApiKeyAuth" when trait.Value.Get("scheme") is not null && trait.Value.Get("in").AsText() != "header"
            => ["a scheme stands in a header before the key; leave it out, or write in: \"header\""],
        "idempotent" => Idempotent(shape, trait.Value),
        "requestCompression" when shape.Operation is { } operation => Compression(model, operation, trait.Value),
        _ => [],
    };

    private static IEnumerable<string> Idempotent(Shape shape, Node value)
    {
        if (value.Get("exists") is not null && value.Get("notFound") is not null)
            yield return "'exists' and 'notFound' exclude each other; keep one of them";
        foreach (var key in new[] { "exists", "notFound" })
        {
            foreach (var error in value.Get(key).Texts().Where(error => shape.Operation?.Errors.Any(own => own.ToString() == error) == false))
                yield return $"'{error}' is no error of '{shape.Id.Name}'; add it to its errors";
        }
    }

    private static IEnumerable<string> Compression(SmithyModel model, OperationBody operation, Node value)
    {
        if (operation.Input == ShapeId.Unit)
            yield return "an operation without input sends nothing to compress; take the trait away";
        foreach (var member in model.Find(operation.Input)?.Members ?? [])
        {
            if (model.Find(member.Target) is { } target && target.Trait("streaming") is not null && target.Trait("requiresLength") is not null)
                yield return $"'{member.Name}' is a stream whose length is sent ahead, which cannot be known of one that is compressed on the way";
        }

        if (value.Get("encodings") is Node.Array { Items.Count: 0 })
            yield return "at least one encoding must be named";
        foreach (var encoding in value.Get("encodings").Texts().Where(encoding => !string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase)))
            yield return $"'{encoding}' is no encoding that is known; the one that is, is \"gzip\"";
    }
}
