using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>A shape or member on its way through a selector, with the variables that it has met there.</summary>
internal readonly record struct SelectorMatch(ModelElement Element, SelectorScope Scope);

/// <summary>What one expression of a selector makes of what reaches it: its matches, each once and lazily where what reaches it is.</summary>
internal delegate IEnumerable<SelectorMatch> SelectorStep(IEnumerable<SelectorMatch> matches);

/// <summary>
/// A selector (Smithy 2.0, "Selectors"): expressions, each of which is handed what the one before it yields. A match goes on its way
/// once, however many ways lead to it, so the work grows with the model and not with the number of ways through it.
/// </summary>
internal sealed class Selector(IReadOnlyList<SelectorStep> steps)
{
    /// <summary>How many steps are taken lazily, one inside the other, before their matches are written down: each takes some of the stack.</summary>
    private const int LazySteps = 16;

    /// <summary>Null where the text is no selector.</summary>
    public static Selector? Parse(string text) => SelectorReader.Read(text);

    /// <summary>All that the selector yields, when every shape and member of the model is sent through it.</summary>
    public HashSet<ModelElement> Select(ShapeGraph graph) => [.. Yield(new SelectorRun(graph)).Select(match => match.Element)];

    /// <summary>The same with the variables that each was met with.</summary>
    public IEnumerable<SelectorMatch> Yield(SelectorRun run) => Yield(run.Graph.Elements.Select(run.Start));

    public IEnumerable<SelectorMatch> Yield(SelectorMatch match) => Yield([match]);

    private IEnumerable<SelectorMatch> Yield(IEnumerable<SelectorMatch> matches)
    {
        for (var i = 0; i < steps.Count; i++)
            matches = steps[i](i % LazySteps == LazySteps - 1 ? matches.ToList() : matches);
        return matches;
    }
}
