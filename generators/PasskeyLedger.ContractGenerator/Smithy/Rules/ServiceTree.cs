using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>What a service holds, through all its resources.</summary>
internal static class ServiceTree
{
    public static IEnumerable<Shape> Services(SmithyModel model) => model.Shapes.Where(shape => shape.Service is not null && shape.Trait("mixin") is null);

    public static IReadOnlyList<Shape> Operations(SmithyModel model, Shape service)
    {
        var operations = new List<ShapeId>(service.Service!.Operations);
        var seen = new HashSet<ShapeId>();
        var waiting = new Queue<ShapeId>(service.Service.Resources);
        while (waiting.Count > 0)
        {
            var id = waiting.Dequeue();
            if (!seen.Add(id) || model.Find(id)?.Resource is not { } resource)
                continue;
            operations.AddRange(resource.AllOperations);
            foreach (var child in resource.Resources)
                waiting.Enqueue(child);
        }

        return operations.Distinct().Select(model.Find).OfType<Shape>().Where(shape => shape.Operation is not null).ToList();
    }

    public static IEnumerable<Shape> OwnOperations(SmithyModel model) => model.OwnShapes.Where(shape => shape.Operation is not null);

    public static Shape? Input(SmithyModel model, Shape operation) => model.Find(operation.Operation!.Input);

    public static Shape? Output(SmithyModel model, Shape operation) => model.Find(operation.Operation!.Output);

    /// <summary>The protocols that a service speaks, by the traits that define them.</summary>
    public static IEnumerable<(AppliedTrait Applied, Shape Definition)> Protocols(SmithyModel model, Shape service)
        => service.Traits
            .Select(trait => (Applied: trait, Definition: model.Find(trait.Id)))
            .Where(pair => pair.Definition?.Trait("protocolDefinition") is not null)
            .Select(pair => (pair.Applied, pair.Definition!));
}
