using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>A model as a graph: what each shape and member leads to, by the names of Smithy 2.0, "Relationships".</summary>
internal sealed class ShapeGraph
{
    /// <summary>The way from a member to its target has no name.</summary>
    private const string Target = "";

    private readonly SmithyModel model;
    private readonly Dictionary<ModelElement, IReadOnlyList<(string Relation, ModelElement Neighbor)>> forward = [];
    private readonly Lazy<ILookup<ModelElement, (string Relation, ModelElement Neighbor)>> reverse;
    private readonly Lazy<ILookup<ShapeId, Shape>> binders;
    private readonly Lazy<Dictionary<string, ModelElement>> byId;
    private readonly Dictionary<string, HashSet<ModelElement>?> selected = new(StringComparer.Ordinal);

    public ShapeGraph(SmithyModel model)
    {
        this.model = model;
        Elements = model.Shapes.SelectMany(ModelElement.Of).ToList();
        reverse = new(() => Elements.SelectMany(from => Forward(from).Concat(Traits(from)).Select(edge => (from, edge)))
            .ToLookup(pair => pair.edge.Neighbor, pair => (pair.edge.Relation, pair.from)));
        binders = new(() => model.Shapes
            .SelectMany(shape => Bound(shape).Select(bound => (bound, shape)))
            .ToLookup(pair => pair.bound, pair => pair.shape));
        byId = new(() => Elements.ToDictionary(element => element.Id, StringComparer.Ordinal));
    }

    public IReadOnlyList<ModelElement> Elements { get; }

    /// <param name="id">Absolute, of a shape or a member.</param>
    public ModelElement? Find(string id) => byId.Value.TryGetValue(id, out var element) ? element : null;

    /// <summary>All that a selector yields, found once; null where the text is no selector.</summary>
    public HashSet<ModelElement>? Select(string selector)
    {
        if (!selected.TryGetValue(selector, out var found))
            selected.Add(selector, found = Selector.Parse(selector)?.Select(this));
        return found;
    }

    /// <summary>Along any relation but the one to traits.</summary>
    public IEnumerable<ModelElement> Next(ModelElement from) => Forward(from).Select(edge => edge.Neighbor);

    /// <summary>Along the named relations; an unknown name leads nowhere.</summary>
    public IEnumerable<ModelElement> Next(ModelElement from, IReadOnlyCollection<string> relations)
        => Forward(from).Concat(relations.Contains("trait") ? Traits(from) : []).Where(edge => relations.Contains(edge.Relation)).Select(edge => edge.Neighbor);

    public IEnumerable<ModelElement> Previous(ModelElement to) => reverse.Value[to].Where(edge => edge.Relation != "trait").Select(edge => edge.Neighbor);

    public IEnumerable<ModelElement> Previous(ModelElement to, IReadOnlyCollection<string> relations)
        => reverse.Value[to].Where(edge => relations.Contains(edge.Relation)).Select(edge => edge.Neighbor);

    private IReadOnlyList<(string Relation, ModelElement Neighbor)> Forward(ModelElement from)
    {
        if (!forward.TryGetValue(from, out var edges))
            forward.Add(from, edges = from.Member is { } member ? Shapes(Target, [member.Target]).ToList() : Edges(from.Shape).ToList());
        return edges;
    }

    private IEnumerable<(string Relation, ModelElement Neighbor)> Traits(ModelElement from) => Shapes("trait", from.Traits.Select(trait => trait.Id));

    private IEnumerable<(string Relation, ModelElement Neighbor)> Edges(Shape shape)
    {
        var own = shape switch
        {
            { Service: { } service } => Shapes("operation", service.Operations).Concat(Shapes("resource", service.Resources)).Concat(Shapes("error", service.Errors)),
            { Resource: { } resource } => Resource(resource).Concat(BoundTo(shape)),
            { Operation: { } operation } => Shapes("input", Meaningful(operation.Input))
                .Concat(Shapes("output", Meaningful(operation.Output)))
                .Concat(Shapes("error", operation.Errors))
                .Concat(BoundTo(shape)),
            _ => shape.Members.Select(member => ("member", new ModelElement(shape, member))),
        };
        return own.Concat(Shapes("mixin", shape.Mixins));
    }

    private IEnumerable<(string Relation, ModelElement Neighbor)> Resource(ResourceBody resource)
    {
        var collection = Lifecycle(resource, "create", "list").Concat(resource.CollectionOperations).ToList();
        var instance = Lifecycle(resource, "put", "read", "update", "delete").Concat(resource.Operations).ToList();
        return Shapes("identifier", resource.Identifiers.Select(named => named.Target))
            .Concat(Shapes("property", resource.Properties.Select(named => named.Target)))
            .Concat(resource.Lifecycle.SelectMany(named => Shapes(named.Name, [named.Target])))
            .Concat(Shapes("operation", instance.Concat(Lifecycle(resource, "create", "list"))))
            .Concat(Shapes("instanceOperation", instance))
            .Concat(Shapes("collectionOperation", collection))
            .Concat(Shapes("resource", resource.Resources));
    }

    private static IEnumerable<ShapeId> Lifecycle(ResourceBody resource, params string[] names)
        => resource.Lifecycle.Where(named => names.Contains(named.Name)).Select(named => named.Target);

    private IEnumerable<(string Relation, ModelElement Neighbor)> BoundTo(Shape shape)
        => binders.Value[shape.Id].Select(binder => ("bound", new ModelElement(binder, null)));

    private static IEnumerable<ShapeId> Bound(Shape shape) => shape switch
    {
        { Service: { } service } => service.Operations.Concat(service.Resources),
        { Resource: { } resource } => resource.Lifecycle.Select(named => named.Target).Concat(resource.Operations).Concat(resource.CollectionOperations).Concat(resource.Resources),
        _ => [],
    };

    private static IEnumerable<ShapeId> Meaningful(ShapeId id) => id == ShapeId.Unit ? [] : [id];

    private IEnumerable<(string Relation, ModelElement Neighbor)> Shapes(string relation, IEnumerable<ShapeId> ids)
        => ids.Select(model.Find).OfType<Shape>().Select(shape => (relation, new ModelElement(shape, null)));
}
