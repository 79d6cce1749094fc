using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>Shape types and functions (Smithy 2.0, "Matching shapes by type" and "Functions").</summary>
internal static class SelectorFunctions
{
    /// <summary>Null where a function is given more or fewer selectors than it takes. An unknown one yields nothing, as the specification wants it.</summary>
    public static SelectorStep? Function(string name, IReadOnlyList<Selector> arguments)
    {
        var (first, second) = (arguments[0], arguments.Count > 1 ? arguments[1] : null);
        return (name, arguments.Count) switch
        {
            ("test", _) => (scope, element) => arguments.Any(argument => argument.Yield(scope, element).Any()) ? [element] : [],
            ("is" or "each", _) => (scope, element) => arguments.SelectMany(argument => argument.Yield(scope, element)),
            ("not", 1) => (scope, element) => first.Yield(scope, element).Any() ? [] : [element],
            ("in", 1) => (scope, element) => first.Yield(scope, element).Contains(element) ? [element] : [],
            ("root", 1) => (scope, _) => scope.Root(first),
            ("topdown", 1 or 2) => (scope, element) => TopDown(scope, element, first, second, isMatch: false, []),
            ("not" or "in" or "root" or "topdown", _) => null,
            _ => (_, _) => [],
        };
    }

    /// <summary>An unknown type is no selector.</summary>
    public static SelectorStep? OfType(string type)
    {
        if (Condition(type) is not { } condition)
            return null;
        return (_, element) => condition(element) ? [element] : [];
    }

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
    private static IEnumerable<ModelElement> TopDown(SelectorScope scope, ModelElement element, Selector qualifier, Selector? disqualifier, bool isMatch, HashSet<ModelElement> seen)
    {
        if (element.Shape is { Service: null, Resource: null, Operation: null } || !seen.Add(element))
            yield break;
        isMatch = qualifier.Yield(scope, element).Any() || (isMatch && disqualifier?.Yield(scope, element).Any() != true);
        if (isMatch)
            yield return element;
        foreach (var bound in scope.Graph.Next(element, ["operation", "collectionOperation", "resource"]))
        {
            foreach (var found in TopDown(scope, bound, qualifier, disqualifier, isMatch, seen))
                yield return found;
        }
    }
}
