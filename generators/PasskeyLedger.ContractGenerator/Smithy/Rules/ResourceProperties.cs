using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks that members of a resource's operations are its properties, of their types, and that each property is a member of one
/// (Smithy 2.0, "Resource properties"). A resource without properties asks nothing.
/// </summary>
internal sealed class ResourceProperties(SmithyModel model, List<Problem> problems)
{
    /// <summary>The traits that say of a member that it is no property.</summary>
    private readonly HashSet<ShapeId> exempting = [.. model.Shapes.Where(shape => shape.Trait("notProperty") is not null && shape.Trait("trait") is not null).Select(shape => shape.Id)];

    private readonly HashSet<SourceLocation> told = []; // an input may be that of several operations

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var properties = new ResourceProperties(model, problems);
        foreach (var shape in model.OwnShapes)
        {
            if (shape.Resource is { Properties.Count: > 0 } resource)
                properties.Check(shape, resource);
        }
    }

    private void Check(Shape shape, ResourceBody resource)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var operations = resource.Lifecycle.Where(named => named.Name != "list").Select(named => named.Target).Concat(resource.Operations).Distinct();
        foreach (var operation in operations.Select(model.Find).OfType<Shape>().Where(operation => operation.Operation is not null))
        {
            foreach (var structure in new[] { ServiceTree.Input(model, operation), ServiceTree.Output(model, operation) }.OfType<Shape>())
                CheckMembers(shape, resource, operation, structure, used);
        }

        foreach (var property in resource.Properties.Where(property => !used.Contains(property.Name)))
            problems.Error(ProblemIds.ResourceProperty, $"no operation on one '{shape.Id.Name}' has its property '{property.Name}' in its input or output; put it there, or take it away", shape.Location);
    }

    private void CheckMembers(Shape shape, ResourceBody resource, Shape operation, Shape structure, HashSet<string> used)
    {
        var identifiers = ResourceBindings.Of(resource, structure).Values;
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Holder(structure).Members)
        {
            var isExempt = identifiers.Contains(member.Name) || member.Traits.Any(trait => exempting.Contains(trait.Id));
            if (isExempt && !resource.Properties.Any(property => property.Name == member.Name))
                continue;
            var name = member.Trait("property")?.Value.Get("name").AsText() ?? member.Name;
            used.Add(name);
            var fault = named.TryGetValue(name, out var other) ? $"'{other}' is the property '{name}' already; leave one of them"
                : resource.Properties.FirstOrDefault(property => property.Name == name) is { } property
                    ? property.Target == member.Target ? null : $"'{member.Name}' is the property '{name}' of '{shape.Id.Name}', so it must be '{property.Target}'"
                : identifiers.Contains(member.Name) ? null
                : $"'{shape.Id.Name}' has no property '{name}', and '{operation.Id.Name}' is one of its operations; declare it there, or put @notProperty, @property or @resourceIdentifier on the member";
            if (fault is not null && told.Add(member.Location))
                problems.Error(ProblemIds.ResourceProperty, fault, member.Location);
            named[name] = member.Name;
        }
    }

    /// <summary>The structure that has the properties: the target of the member with @nestedProperties, or else the input or output itself.</summary>
    private Shape Holder(Shape structure)
        => structure.Members.FirstOrDefault(member => member.Trait("nestedProperties") is not null) is { } nested && model.Find(nested.Target) is { Kind: ShapeKind.Structure } target ? target : structure;
}
