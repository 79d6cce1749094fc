using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>What shapes are called in C#: in the namespace of their file, by the name that the services that reach them give them.</summary>
internal sealed class TypeNames
{
    private readonly Dictionary<string, string> namespaces;
    private readonly Dictionary<ShapeId, string> renamed = [];

    /// <param name="namespaces">The C# namespaces by their files' paths.</param>
    public TypeNames(SmithyModel model, Dictionary<string, string> namespaces, List<Problem> problems)
    {
        this.namespaces = namespaces;
        foreach (var service in model.Shapes.Where(shape => shape.Service is not null && shape.Trait("mixin") is null))
        {
            foreach (var shape in new ServiceClosure(model).Of(service))
            {
                var name = service.Service!.NameOf(shape.Id);
                if (renamed.TryGetValue(shape.Id, out var other) && other != name)
                    problems.Add(new Problem(ProblemIds.NameCollision, $"'{shape.Id}' is '{name}' here and '{other}' in another service, and can have one name in C#; rename it to the same in both", service.Location));
                else
                    renamed[shape.Id] = name;
            }
        }
    }

    /// <summary>The name alone.</summary>
    public string Of(Shape shape) => renamed.TryGetValue(shape.Id, out var name) ? name : shape.Id.Name;

    /// <summary>Whether the shape's file has a C# namespace, so that code is generated of it.</summary>
    public bool Has(Shape shape) => namespaces.ContainsKey(shape.Location.Path);

    /// <summary>The simple name within the same namespace, else the whole.</summary>
    public string Reference(Shape shape, string from)
        => namespaces.TryGetValue(shape.Location.Path, out var @namespace) && @namespace != from ? $"global::{@namespace}.{Of(shape)}" : Of(shape);
}
