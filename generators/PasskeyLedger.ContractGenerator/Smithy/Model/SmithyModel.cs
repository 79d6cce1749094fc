using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>All shapes of the files that were linked, and the prelude's, in the order of their files.</summary>
internal sealed class SmithyModel(IReadOnlyList<Shape> shapes, IReadOnlyList<MetadataStatement> metadata, IReadOnlyList<Problem> problems, ReferencePlaces? places = null)
{
    private readonly Dictionary<ShapeId, Shape> byId = shapes.ToDictionary(shape => shape.Id);

    public IReadOnlyList<Shape> Shapes { get; } = shapes;

    /// <summary>The metadata statements of all files, in their order; several may have one key.</summary>
    public IReadOnlyList<MetadataStatement> MetadataStatements { get; } = metadata;

    /// <summary>The metadata by key: lists of one key are joined, and of what contradicts itself the first counts.</summary>
    public IReadOnlyList<NodeMember> Metadata { get; } = metadata
        .GroupBy(statement => statement.Entry.Key)
        .Select(statements => statements.Select(statement => statement.Entry).Aggregate(Joined))
        .ToList();

    /// <summary>The files of Smithy 1.0, of which less is asked.</summary>
    public HashSet<string> Version1Files { get; init; } = [];

    /// <summary>Whether all files are of Smithy 1.0.</summary>
    public bool IsVersion1 { get; init; }

    public IReadOnlyList<Problem> Problems { get; } = problems;

    /// <summary>The shapes of the files that were linked; the prelude's where there were none, which is how it is tested itself.</summary>
    public IReadOnlyList<Shape> OwnShapes { get; } = shapes.Where(shape => !Prelude.Declares(shape)).ToList() is { Count: > 0 } own ? own : shapes;

    /// <summary>Where a shape names another apart from its members, or else the shape itself.</summary>
    public SourceLocation PlaceOf(Shape from, ShapeId to) => places?.Find(from.Id, to) ?? from.Location;

    private static NodeMember Joined(NodeMember first, NodeMember second) => (first.Value, second.Value) is (Node.Array one, Node.Array other)
        ? first with { Value = one with { Items = one.Items.Concat(other.Items).ToEquatableArray() } }
        : first;

    public Shape? Find(ShapeId id) => byId.TryGetValue(id, out var shape) ? shape : null;

    /// <param name="id">Absolute; an id with a member finds none.</param>
    public Shape? Find(string? id)
    {
        var pound = id?.IndexOf('#') ?? -1;
        return pound < 0 ? null : Find(new ShapeId(id!.Substring(0, pound), id.Substring(pound + 1)));
    }
}

/// <summary>What a file says in its metadata section under one key.</summary>
internal sealed record MetadataStatement(string Path, NodeMember Entry);
