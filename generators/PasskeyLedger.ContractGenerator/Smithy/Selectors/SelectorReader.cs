namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>Reads a selector after the specification's grammar. White space may stand between any two tokens.</summary>
internal sealed partial class SelectorReader
{
    /// <summary>How deep selectors may stand within each other's functions, as values in values; each level takes some of the stack.</summary>
    private const int MaxDepth = 64;

    private readonly string text;
    private int offset;
    private int depth;

    private SelectorReader(string text) => this.text = text;

    public static Selector? Read(string text)
    {
        var reader = new SelectorReader(text);
        try
        {
            var selector = reader.ReadSelector();
            return reader.IsAtEnd ? selector : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool IsAtEnd
    {
        get
        {
            SkipSpaces();
            return offset == text.Length;
        }
    }

    /// <summary><c>SelectorExpression *(SelectorExpression)</c>, up to what cannot be one more.</summary>
    private Selector ReadSelector()
    {
        if (depth++ == MaxDepth)
            throw new FormatException();
        var steps = new List<SelectorStep>();
        while (!IsAtEnd && text[offset] is not (',' or ')'))
            steps.Add(ReadExpression());
        depth--;
        return steps.Count == 0 ? throw new FormatException() : new Selector(steps);
    }

    private SelectorStep ReadExpression()
    {
        if (TryTake("-["))
            return Directed(ReadRelations("]->"), (graph, element, relations) => graph.Next(element, relations));
        if (TryTake("<-["))
            return Directed(ReadRelations("]-"), (graph, element, relations) => graph.Previous(element, relations));
        if (TryTake("~>"))
            return SelectorSteps.ToAll;
        if (TryTake(">"))
            return SelectorSteps.To(match => match.Scope.Run.Graph.Next(match.Element));
        if (TryTake("<"))
            return SelectorSteps.To(match => match.Scope.Run.Graph.Previous(match.Element));
        if (TryTake("${"))
            return Variable(ReadUpTo("}"));
        if (TryTake("$"))
            return SetVariable(ReadIdentifier(), ReadArguments());
        if (TryTake("[@"))
            return ReadScopedAttribute();
        if (TryTake("["))
            return ReadAttribute();
        if (TryTake(":"))
            return SelectorFunctions.Function(ReadIdentifier(), ReadArguments()) ?? throw new FormatException();
        return SelectorFunctions.OfType(TryTake("*") ? "*" : ReadIdentifier()) ?? throw new FormatException();
    }

    private static SelectorStep Directed(IReadOnlyCollection<string> relations, Func<ShapeGraph, ModelElement, IReadOnlyCollection<string>, IEnumerable<ModelElement>> next)
        => SelectorSteps.To(match => next(match.Scope.Run.Graph, match.Element, relations));

    private static SelectorStep Variable(string name) => SelectorSteps.To(match => match.Scope.Variable(name) ?? []);

    private static SelectorStep SetVariable(string name, IReadOnlyList<Selector> arguments) => arguments.Count != 1
        ? throw new FormatException()
        : SelectorSteps.Each(match => [match with { Scope = match.Scope.With(name, arguments[0].Yield(match).Select(found => found.Element)) }]);

    private List<string> ReadRelations(string end)
    {
        var relations = new List<string>();
        do
            relations.Add(ReadIdentifier());
        while (TryTake(","));
        Expect(end);
        return relations;
    }

    /// <summary><c>"(" Selector *("," Selector) ")"</c></summary>
    private List<Selector> ReadArguments()
    {
        var arguments = new List<Selector>();
        Expect("(");
        do
            arguments.Add(ReadSelector());
        while (TryTake(","));
        Expect(")");
        return arguments;
    }

    private string ReadUpTo(string end)
    {
        var name = ReadIdentifier();
        Expect(end);
        return name;
    }

    private string ReadIdentifier() => ReadWhile(static c => c is '_' || IsLetterOrDigit(c));

    private string ReadWhile(Func<char, bool> belongs)
    {
        SkipSpaces();
        var start = offset;
        while (offset < text.Length && belongs(text[offset]))
            offset++;
        return offset > start ? text.Substring(start, offset - start) : throw new FormatException();
    }

    private bool TryTake(string token)
    {
        SkipSpaces();
        if (string.CompareOrdinal(text, offset, token, 0, token.Length) != 0)
            return false;
        offset += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!TryTake(token))
            throw new FormatException();
    }

    private void SkipSpaces()
    {
        while (offset < text.Length && char.IsWhiteSpace(text[offset]))
            offset++;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
