using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>All shapes of the files that were linked, and the prelude's, in the order of their files.</summary>
internal sealed class SmithyModel(IReadOnlyList<Shape> shapes, IReadOnlyList<NodeMember> metadata, IReadOnlyList<Problem> problems, ReferencePlaces? places = null)
{
    private readonly Dictionary<ShapeId, Shape> byId = shapes.ToDictionary(shape => shape.Id);

    public IReadOnlyList<Shape> Shapes { get; } = shapes;

    public IReadOnlyList<NodeMember> Metadata { get; } = metadata;

    public IReadOnlyList<Problem> Problems { get; } = problems;

    /// <summary>The shapes of the files that were linked; the prelude's where there were none, which is how it is tested itself.</summary>
    public IReadOnlyList<Shape> OwnShapes { get; } = shapes.Where(shape => !Prelude.Declares(shape)).ToList() is { Count: > 0 } own ? own : shapes;

    /// <summary>Where a shape names another apart from its members, or else the shape itself.</summary>
    public SourceLocation PlaceOf(Shape from, ShapeId to) => places?.Find(from.Id, to) ?? from.Location;

    public Shape? Find(ShapeId id) => byId.TryGetValue(id, out var shape) ? shape : null;
}
