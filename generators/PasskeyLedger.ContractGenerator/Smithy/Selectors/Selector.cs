using System.Runtime.CompilerServices;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>A shape, or one of its members, as a selector sees the model.</summary>
internal readonly record struct ModelElement(Shape Shape, Member? Member)
{
    /// <summary>A shape, then its members.</summary>
    public static IEnumerable<ModelElement> Of(Shape shape) => shape.Members.Select(member => new ModelElement(shape, member)).Prepend(new ModelElement(shape, null));

    public IReadOnlyList<AppliedTrait> Traits => Member?.Traits ?? Shape.Traits;

    /// <summary>The trait of that name in the prelude, if it is applied.</summary>
    public AppliedTrait? Trait(string name) => Member is null ? Shape.Trait(name) : Member.Trait(name);

    /// <summary>The absolute shape id, with its member where it is one.</summary>
    public string Id => Member is null ? Shape.Id.ToString() : $"{Shape.Id}${Member.Name}";

    // Each shape of a model is one object, so there is no need to compare what is in it.
    public bool Equals(ModelElement other) => ReferenceEquals(Shape, other.Shape) && ReferenceEquals(Member, other.Member);

    public override int GetHashCode() => unchecked((RuntimeHelpers.GetHashCode(Shape) * 31) + RuntimeHelpers.GetHashCode(Member));

    public override string ToString() => Id;
}

/// <summary>What one expression of a selector makes of one shape: the shapes that it yields.</summary>
internal delegate IEnumerable<ModelElement> SelectorStep(SelectorScope scope, ModelElement element);

/// <summary>A selector (Smithy 2.0, "Selectors"): expressions, each of which is handed what the one before it yields.</summary>
internal sealed class Selector(IReadOnlyList<SelectorStep> steps)
{
    /// <summary>Null where the text is no selector.</summary>
    public static Selector? Parse(string text) => SelectorReader.Read(text);

    /// <summary>All that the selector yields, when every shape and member of the model is sent through it.</summary>
    public HashSet<ModelElement> Select(ShapeGraph graph)
    {
        var roots = new Dictionary<Selector, HashSet<ModelElement>>();
        return [.. graph.Elements.SelectMany(element => Yield(new SelectorScope(graph, roots), element))];
    }

    /// <summary>What one shape yields, lazily: each result goes all the way before the next, so that it meets its own variables.</summary>
    public IEnumerable<ModelElement> Yield(SelectorScope scope, ModelElement element)
        => steps.Aggregate((IEnumerable<ModelElement>)[element], (yielded, step) => yielded.SelectMany(one => step(scope, one)));
}

/// <summary>What holds while one starting shape is sent through a selector.</summary>
/// <param name="roots">The results of <c>:root</c> functions, which are the same for every shape.</param>
internal sealed class SelectorScope(ShapeGraph graph, Dictionary<Selector, HashSet<ModelElement>> roots)
{
    public ShapeGraph Graph => graph;

    public Dictionary<string, IReadOnlyList<ModelElement>> Variables { get; } = new(StringComparer.Ordinal);

    public HashSet<ModelElement> Root(Selector selector)
    {
        if (!roots.TryGetValue(selector, out var found))
            roots.Add(selector, found = selector.Select(graph));
        return found;
    }
}
