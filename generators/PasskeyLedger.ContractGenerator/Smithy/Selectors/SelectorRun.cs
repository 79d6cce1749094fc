namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>What all matches of one evaluation of a selector share.</summary>
internal sealed class SelectorRun
{
    private readonly Dictionary<Selector, HashSet<ModelElement>> roots = [];
    private readonly Dictionary<string, SelectorScope> scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SelectorVariable> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<ModelElement, int> numbers = [];
    private readonly SelectorScope empty;

    public SelectorRun(ShapeGraph graph)
    {
        Graph = graph;
        empty = Scope(new SortedDictionary<string, SelectorVariable>(StringComparer.Ordinal));
    }

    public ShapeGraph Graph { get; }

    /// <summary>A shape or member before a selector's first step: it has met no variables.</summary>
    public SelectorMatch Start(ModelElement element) => new(element, empty);

    /// <summary>The results of a <c>:root</c> function, which are the same for every shape and are found once.</summary>
    public HashSet<ModelElement> Root(Selector selector)
    {
        if (!roots.TryGetValue(selector, out var found))
            roots.Add(selector, found = [.. selector.Yield(this).Select(match => match.Element)]);
        return found;
    }

    public SelectorScope Scope(SortedDictionary<string, SelectorVariable> held)
    {
        var key = string.Join(";", held.Select(variable => $"{variable.Key}={variable.Value.Key}"));
        if (!scopes.TryGetValue(key, out var scope))
            scopes.Add(key, scope = new SelectorScope(this, held));
        return scope;
    }

    public SelectorVariable Variable(IEnumerable<ModelElement> elements)
    {
        var held = elements.Distinct().ToList();
        var key = string.Join(",", held.Select(Number).OrderBy(number => number));
        if (!variables.TryGetValue(key, out var variable))
            variables.Add(key, variable = new SelectorVariable(variables.Count, held));
        return variable;
    }

    private int Number(ModelElement element)
    {
        if (!numbers.TryGetValue(element, out var number))
            numbers.Add(element, number = numbers.Count);
        return number;
    }
}
