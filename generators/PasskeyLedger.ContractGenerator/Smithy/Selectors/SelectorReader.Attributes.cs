namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

internal sealed partial class SelectorReader
{
    /// <summary><c>"[" SelectorKey [SelectorComparator SelectorAttrValues ["i"]] "]"</c></summary>
    private SelectorStep ReadAttribute()
    {
        var path = ReadPath();
        if (TryTake("]"))
            return SelectorSteps.Where(match => Resolve(new SelectorAttribute.Element(match), path).Exists);
        var comparator = ReadComparator();
        IReadOnlyList<SelectorAttribute> values = [.. ReadValues(ReadValue).Select(value => new SelectorAttribute.Literal(value))];
        var ignoresCase = TryTake("i");
        Expect("]");
        return SelectorSteps.Where(match => SelectorComparison.Matches(Resolve(new SelectorAttribute.Element(match), path), comparator, values, ignoresCase));
    }

    /// <summary><c>"[@" [SelectorKey] ":" SelectorScopedAssertion *("&amp;&amp;" SelectorScopedAssertion) "]"</c></summary>
    private SelectorStep ReadScopedAttribute()
    {
        var path = TryTake(":") ? [] : ReadPath();
        if (path.Count > 0)
            Expect(":");
        var assertions = new List<Func<SelectorAttribute, bool>>();
        do
            assertions.Add(ReadAssertion());
        while (TryTake("&&"));
        Expect("]");
        return SelectorSteps.Where(match =>
        {
            var context = Resolve(new SelectorAttribute.Element(match), path);
            var each = context.IsProjection ? context.Flattened : [context];
            return each.Any(value => assertions.TrueForAll(assertion => assertion(value)));
        });
    }

    private Func<SelectorAttribute, bool> ReadAssertion()
    {
        var left = ReadScopedValue();
        var comparator = ReadComparator();
        var right = ReadValues(ReadScopedValue);
        var ignoresCase = TryTake("i");
        return context => SelectorComparison.Matches(left(context), comparator, right.ConvertAll(value => value(context)), ignoresCase);
    }

    /// <summary>A value, or <c>@{path}</c> from the scope's own attribute on.</summary>
    private Func<SelectorAttribute, SelectorAttribute> ReadScopedValue()
    {
        if (!TryTake("@{"))
        {
            var literal = new SelectorAttribute.Literal(ReadValue());
            return _ => literal;
        }

        var path = ReadPath();
        Expect("}");
        return context => Resolve(context, path);
    }

    private static SelectorAttribute Resolve(SelectorAttribute from, IReadOnlyList<string> path) => path.Aggregate(from, (attribute, name) => attribute.Property(name));

    private List<T> ReadValues<T>(Func<T> read)
    {
        var values = new List<T>();
        do
            values.Add(read());
        while (TryTake(","));
        return values;
    }

    /// <summary><c>SelectorPathSegment *("|" SelectorPathSegment)</c>; a function's property keeps its parentheses.</summary>
    private List<string> ReadPath()
    {
        var path = new List<string>();
        do
            path.Add(TryTake("(") ? $"({ReadUpTo(")")})" : ReadValue());
        while (TryTake("|"));
        return path;
    }

    /// <summary>Quoted text, a number or a shape's id without its member.</summary>
    private string ReadValue()
    {
        SkipSpaces();
        if (offset == text.Length || text[offset] is not ('"' or '\''))
            return ReadWhile(static c => c is '_' or '.' or '#' or '-' or '+' || IsLetterOrDigit(c));
        var end = text.IndexOf(text[offset], offset + 1);
        if (end < 0)
            throw new FormatException();
        var quoted = text.Substring(offset + 1, end - offset - 1);
        offset = end + 1;
        return quoted;
    }

    private string ReadComparator() => SelectorComparison.Comparators.FirstOrDefault(TryTake) ?? throw new FormatException();
}
