using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>All shapes of the files that were linked, and the prelude's, in the order of their files.</summary>
internal sealed class SmithyModel(IReadOnlyList<Shape> shapes, IReadOnlyList<NodeMember> metadata, IReadOnlyList<Problem> problems)
{
    private readonly Dictionary<ShapeId, Shape> byId = shapes.ToDictionary(shape => shape.Id);

    public IReadOnlyList<Shape> Shapes { get; } = shapes;

    public IReadOnlyList<NodeMember> Metadata { get; } = metadata;

    public IReadOnlyList<Problem> Problems { get; } = problems;

    public Shape? Find(ShapeId id) => byId.TryGetValue(id, out var shape) ? shape : null;
}
