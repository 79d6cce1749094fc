namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>
/// The variables that a match has met. Of one run, those that hold the same are one object, so that two matches can be told to be the
/// same by that alone.
/// </summary>
internal sealed class SelectorScope(SelectorRun run, IReadOnlyDictionary<string, SelectorVariable> variables)
{
    public SelectorRun Run => run;

    /// <summary>What a variable holds; null for one that was never set.</summary>
    public IReadOnlyList<ModelElement>? Variable(string name) => variables.TryGetValue(name, out var variable) ? variable.Elements : null;

    public SelectorScope With(string name, IEnumerable<ModelElement> elements)
    {
        var changed = new SortedDictionary<string, SelectorVariable>(StringComparer.Ordinal) { [name] = run.Variable(elements) };
        foreach (var variable in variables.Where(variable => variable.Key != name))
            changed.Add(variable.Key, variable.Value);
        return run.Scope(changed);
    }
}

/// <param name="Key">The same for variables that hold the same.</param>
internal sealed record SelectorVariable(int Key, IReadOnlyList<ModelElement> Elements);
