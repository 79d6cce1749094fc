using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that @references names resources and how their identifiers are given (Smithy 2.0, "references trait").</summary>
internal sealed class References(SmithyModel model)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var references = new References(model);
        foreach (var shape in model.OwnShapes)
        {
            if (shape.Trait("references") is not { } trait)
                continue;
            foreach (var reference in trait.Value.Items().OfType<Node.Object>())
            {
                foreach (var fault in references.Faults(shape, reference))
                    problems.Error(ProblemIds.Reference, fault, trait.Location with { Span = reference.Span });
            }
        }
    }

    private IEnumerable<string> Faults(Shape shape, Node.Object reference)
    {
        var ids = reference["ids"].Entries();
        if (shape.Kind != ShapeKind.Structure && ids.Count > 0)
            yield return "a string has no members, so 'ids' can name none; leave it out";
        if (model.Find(reference["resource"].AsText()) is not { } target)
            yield break; // it may be another model's
        if (target.Resource is not { } resource)
        {
            yield return $"'{target.Id}' is no resource; name one";
            yield break;
        }

        if (shape.Kind != ShapeKind.Structure)
        {
            if (resource.Identifiers.Count != 1)
                yield return $"a string can refer to a resource of one identifier alone, and '{target.Id.Name}' has {resource.Identifiers.Count}; refer to it from a structure";
            yield break;
        }

        foreach (var unknown in ids.Where(id => !resource.Identifiers.Any(identifier => identifier.Name == id.Key)))
            yield return $"'{target.Id.Name}' has no identifier '{unknown.Key}'";
        if (ids.Count > 0 && ids.Count != resource.Identifiers.Count)
            yield return $"'ids' must name all identifiers of '{target.Id.Name}': {string.Join(", ", resource.Identifiers.Select(identifier => identifier.Name))}";
        foreach (var name in ids.Count > 0 ? ids.Select(id => id.Value.AsText()).OfType<string>() : resource.Identifiers.Select(identifier => identifier.Name))
        {
            if (shape.Member(name) is not { } member)
                yield return $"'{shape.Id.Name}' has no member '{name}' for an identifier of '{target.Id.Name}'; name the members in 'ids'";
            else if (model.Find(member.Target) is { Kind: not (ShapeKind.String or ShapeKind.Enum) })
                yield return $"'{name}' is given as an identifier, so it must be a string";
        }
    }
}
