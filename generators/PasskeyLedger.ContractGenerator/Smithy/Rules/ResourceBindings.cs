using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Which members of an operation's input are identifiers of its resource (Smithy 2.0, "Resource identifiers"): those that say so
/// with @resourceIdentifier, and else required ones of an identifier's name and type.
/// </summary>
internal static class ResourceBindings
{
    /// <summary>The names of members by the identifiers they are.</summary>
    public static IReadOnlyDictionary<string, string> Of(ResourceBody resource, Shape structure)
    {
        var bindings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in structure.Members.Where(member => IsImplicit(resource, member)))
            bindings[member.Name] = member.Name;
        foreach (var member in structure.Members)
        {
            if (member.Trait("resourceIdentifier")?.Value.AsText() is { } identifier)
                bindings[identifier] = member.Name;
        }

        return bindings;
    }

    private static bool IsImplicit(ResourceBody resource, Member member)
        => member.Trait("resourceIdentifier") is null
            && member.Trait("required") is not null
            && resource.Identifiers.Any(identifier => identifier.Name == member.Name && identifier.Target == member.Target);

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes)
        {
            CheckUnique(shape, problems);
            if (shape.Resource is { } resource)
                CheckResource(model, shape, resource, problems);
        }
    }

    private static void CheckUnique(Shape shape, List<Problem> problems)
    {
        foreach (var member in shape.Members
            .Where(member => member.Trait("resourceIdentifier")?.Value is Node.Text)
            .GroupBy(member => member.Trait("resourceIdentifier")!.Value.AsText())
            .SelectMany(group => group.Skip(1)))
        {
            problems.Error(ProblemIds.ResourceIdentifier, $"another member of '{shape.Id.Name}' is the identifier '{member.Trait("resourceIdentifier")!.Value.AsText()}' already; leave one", member.Trait("resourceIdentifier")!.Location);
        }
    }

    private static void CheckResource(SmithyModel model, Shape shape, ResourceBody resource, List<Problem> problems)
    {
        foreach (var identifier in resource.Identifiers.Where(identifier => resource.Properties.Any(property => string.Equals(property.Name, identifier.Name, StringComparison.OrdinalIgnoreCase))))
            problems.Error(ProblemIds.ResourceIdentifier, $"'{identifier.Name}' is an identifier of '{shape.Id.Name}', so it cannot be a property too; rename one of them", shape.Location);

        var collection = resource.Lifecycle.Where(named => named.Name is "create" or "list").Select(named => named.Target).Concat(resource.CollectionOperations);
        foreach (var id in collection.Distinct())
        {
            if (resource.Identifiers.Count > 0 && BindsAll(model, resource, id))
                problems.Error(ProblemIds.ResourceIdentifier, $"'{id.Name}' is an operation on the collection of '{shape.Id.Name}', so its input cannot name one by all its identifiers; leave one out, or make it an operation on one", model.PlaceOf(shape, id));
        }

        foreach (var (childId, child) in resource.Resources.Select(id => (id, model.Find(id)?.Resource)))
        {
            foreach (var id in child?.AllOperations.Distinct() ?? [])
            {
                if (Input(model, id) is { } input && resource.Identifiers.FirstOrDefault(identifier => !Of(child!, input).ContainsKey(identifier.Name)) is { } missing)
                    problems.Error(ProblemIds.ResourceIdentifier, $"'{id.Name}' is an operation of '{childId.Name}', which is part of '{shape.Id.Name}'; its input needs a required member '{missing.Name}' of type '{missing.Target.Name}'", model.Find(id)!.Location);
            }
        }
    }

    private static bool BindsAll(SmithyModel model, ResourceBody resource, ShapeId operation)
    {
        if (Input(model, operation) is not { } input)
            return false;
        var bindings = Of(resource, input);
        return resource.Identifiers.All(identifier => bindings.TryGetValue(identifier.Name, out var name) && input.Member(name)!.Target == identifier.Target);
    }

    private static Shape? Input(SmithyModel model, ShapeId operation) => model.Find(operation)?.Operation is { } body ? model.Find(body.Input) : null;
}
