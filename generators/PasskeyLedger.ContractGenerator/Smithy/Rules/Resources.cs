using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>The rules of resources (Smithy 2.0, "Resource"): what they name, what their lifecycle asks of operations, and identifiers down the tree.</summary>
internal sealed class Resources(SmithyModel model, List<Problem> problems)
{
    private static readonly string[] Instance = ["put", "read", "update", "delete"];

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var resources = new Resources(model, problems);
        foreach (var shape in model.OwnShapes)
        {
            if (shape.Resource is { } resource)
                resources.Check(shape, resource);
        }
    }

    private void Check(Shape shape, ResourceBody resource)
    {
        if (shape.Trait("mixin") is not null && resource.All.FirstOrDefault() is { Name: not null } named)
            Report(ProblemIds.Mixin, "a resource that is a mixin can have no properties; leave them to the resources that use it", model.PlaceOf(shape, named));
        foreach (var identifier in resource.Identifiers)
            Expect(shape, identifier.Target, target => target.Kind is ShapeKind.String or ShapeKind.Enum, $"a string for the identifier '{identifier.Name}'");
        foreach (var property in resource.Properties)
            Expect(shape, property.Target, target => IsData(target) && target.Id != ShapeId.Unit, $"a type of data for the property '{property.Name}'");
        foreach (var id in resource.Lifecycle.Select(named => named.Target).Concat(resource.Operations).Concat(resource.CollectionOperations))
            Expect(shape, id, target => target.Kind == ShapeKind.Operation && target.Trait("mixin") is null, "an operation that is no mixin");
        foreach (var id in resource.Resources)
            Expect(shape, id, target => target.Kind == ShapeKind.Resource && target.Trait("mixin") is null, "a resource that is no mixin");
        foreach (var operation in resource.Lifecycle)
            CheckLifecycle(shape, operation);
        foreach (var id in resource.Lifecycle.Where(named => Instance.Contains(named.Name)).Select(named => named.Target).Concat(resource.Operations))
            CheckBindings(shape, resource, id);
        foreach (var id in resource.Resources)
            CheckChild(shape, resource, id);
        if (Reached.From([shape.Id], id => model.Find(id)?.Resource?.Resources ?? []).Contains(shape.Id))
            Report(ProblemIds.Recursion, $"the resource '{shape.Id.Name}' holds itself; break the circle", shape.Location);
    }

    private static bool IsData(Shape shape)
        => shape is { Service: null, Operation: null, Resource: null } && shape.Trait("mixin") is null && shape.Trait("trait") is null;

    private void CheckLifecycle(Shape shape, NamedTarget operation)
    {
        if (model.Find(operation.Target) is not { Operation: not null } target)
            return;
        var isReadOnly = target.Trait("readonly") is not null;
        var fault = operation.Name switch
        {
            "read" or "list" when !isReadOnly => "must be @readonly",
            "put" or "create" or "update" or "delete" when isReadOnly => "cannot be @readonly",
            "put" or "delete" when target.Trait("idempotent") is null => "must be @idempotent",
            _ => null,
        };
        if (fault is not null)
            Report(ProblemIds.Property, $"'{target.Id.Name}' {fault} to be the '{operation.Name}' of '{shape.Id.Name}'", model.PlaceOf(shape, operation.Target));
    }

    /// <summary>An operation on one resource names it: each identifier is a required member of the input, by its name or by @resourceIdentifier.</summary>
    private void CheckBindings(Shape shape, ResourceBody resource, ShapeId id)
    {
        if (model.Find(id)?.Operation is not { } operation)
            return;
        var input = model.Find(operation.Input);
        var bindings = input is null ? null : ResourceBindings.Of(resource, input);
        foreach (var identifier in resource.Identifiers)
        {
            if (bindings?.TryGetValue(identifier.Name, out var name) != true || input!.Member(name!)!.Target != identifier.Target)
                Report(ProblemIds.Property, $"the input of '{id.Name}' needs a required member '{identifier.Name}' of type '{identifier.Target.Name}', which tells which '{shape.Id.Name}' is meant", model.PlaceOf(shape, id));
        }
    }

    private void CheckChild(Shape shape, ResourceBody resource, ShapeId id)
    {
        if (model.Find(id)?.Resource is not { } child)
            return;
        foreach (var identifier in resource.Identifiers.Where(identifier => !child.Identifiers.Contains(identifier)))
            Report(ProblemIds.Property, $"'{id.Name}' is part of '{shape.Id.Name}', so it must have its identifier '{identifier.Name}' of type '{identifier.Target.Name}' too", model.PlaceOf(shape, id));
    }

    private void Expect(Shape shape, ShapeId id, Func<Shape, bool> condition, string wanted)
    {
        if (model.Find(id) is { } target && !condition(target))
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}' needs {wanted} here, and '{id}' is none", model.PlaceOf(shape, id));
    }

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
