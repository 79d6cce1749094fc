using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>Shape types and functions (Smithy 2.0, "Matching shapes by type" and "Functions").</summary>
internal static class SelectorFunctions
{
    /// <summary>
    /// Null where a function is given more or fewer selectors than it takes. An unknown one yields nothing, as the specification wants it.
    /// Variables that are set within a function are met by what it lets pass; only <c>:root</c> keeps them to itself.
    /// </summary>
    public static SelectorStep? Function(string name, IReadOnlyList<Selector> arguments)
    {
        var (first, second) = (arguments[0], arguments.Count > 1 ? arguments[1] : null);
        return (name, arguments.Count) switch
        {
            ("test", _) => SelectorSteps.Each(match => arguments.SelectMany(argument => argument.Yield(match)).Take(1).Select(found => match with { Scope = found.Scope })),
            ("is" or "each", _) => SelectorSteps.Each(match => arguments.SelectMany(argument => argument.Yield(match))),
            ("not", 1) => SelectorSteps.Where(match => !first.Yield(match).Any()),
            ("in", 1) => SelectorSteps.Each(match => first.Yield(match).Where(found => found.Element == match.Element).Take(1)),
            ("root", 1) => SelectorSteps.To(match => match.Scope.Run.Root(first)),
            ("topdown", 1 or 2) => SelectorSteps.To(match => TopDown(match, first, second)),
            ("not" or "in" or "root" or "topdown", _) => null,
            _ => SelectorSteps.Where(_ => false),
        };
    }

    /// <summary>An unknown type is no selector.</summary>
    public static SelectorStep? OfType(string type) => Condition(type) is { } condition ? SelectorSteps.Where(match => condition(match.Element)) : null;

    private static Func<ModelElement, bool>? Condition(string type) => type switch
    {
        "*" => _ => true,
        "member" => element => element.Member is not null,
        "number" => Kinds(ShapeKind.Byte, ShapeKind.Short, ShapeKind.Integer, ShapeKind.Long, ShapeKind.Float, ShapeKind.Double, ShapeKind.BigInteger, ShapeKind.BigDecimal, ShapeKind.IntEnum),
        "simpleType" => element => element.Member is null && element.Shape.Kind <= ShapeKind.IntEnum,
        "string" => Kinds(ShapeKind.String, ShapeKind.Enum),
        "integer" => Kinds(ShapeKind.Integer, ShapeKind.IntEnum),
        "list" or "set" or "collection" => Kinds(ShapeKind.List, ShapeKind.Set),
        _ => ShapeKinds.FromKeyword(type) is { } kind ? Kinds(kind) : null,
    };

    private static Func<ModelElement, bool> Kinds(params ShapeKind[] kinds) => element => element.Member is null && kinds.Contains(element.Shape.Kind);

    /// <summary>What is bound inherits the match of what binds it, until the second selector takes it back.</summary>
    private static IEnumerable<ModelElement> TopDown(SelectorMatch start, Selector qualifier, Selector? disqualifier)
    {
        var seen = new HashSet<ModelElement>();
        var waiting = new Stack<(ModelElement Element, bool IsMatch)>([(start.Element, false)]);
        while (waiting.Count > 0)
        {
            var (element, isMatch) = waiting.Pop();
            if (element.Shape is { Service: null, Resource: null, Operation: null } || !seen.Add(element))
                continue;
            var match = start with { Element = element };
            isMatch = qualifier.Yield(match).Any() || (isMatch && disqualifier?.Yield(match).Any() != true);
            if (isMatch)
                yield return element;
            foreach (var bound in start.Scope.Run.Graph.Next(element, ["operation", "collectionOperation", "resource"]).Reverse())
                waiting.Push((bound, isMatch));
        }
    }
}
