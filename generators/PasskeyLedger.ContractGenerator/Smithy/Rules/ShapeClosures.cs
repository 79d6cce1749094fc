using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks the closures that the metadata <c>shapeClosures</c> declares: their ids, and what they rename (Smithy 2.0, "Shape closures"). Their form is their type's business.</summary>
internal sealed class ShapeClosures(SmithyModel model, ShapeGraph graph, List<Problem> problems)
{
    public static void Check(SmithyModel model, ShapeGraph graph, List<Problem> problems)
    {
        var closures = new ShapeClosures(model, graph, problems);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in model.MetadataStatements.Where(statement => statement.Entry.Key == "shapeClosures"))
        {
            foreach (var closure in statement.Entry.Value.Items().OfType<Node.Object>())
            {
                if (closure["id"].AsText() is { } id)
                    closures.Check(statement.Path, closure, id, isKnown: !ids.Add(id));
            }
        }
    }

    private void Check(string path, Node.Object closure, string id, bool isKnown)
    {
        void Report(Node node, string message) => problems.Error(ProblemIds.ShapeClosure, message, new SourceLocation(path, node.Span));

        if (isKnown)
        {
            Report(closure["id"]!, $"a closure '{id}' is declared already; give this one another id");
            return;
        }

        if (model.Find(id) is not null)
            Report(closure["id"]!, $"'{id}' is a shape's id; give the closure one of its own");
        var selector = closure["includeBySelector"].AsText() is { Length: > 0 } text ? Selector.Parse(text) : null;
        if (closure["includeBySelector"].AsText() is { Length: > 0 } && selector is null)
            Report(closure["includeBySelector"]!, $"'{closure["includeBySelector"].AsText()}' is no selector, as in \"structure\"");
        else if (closure["includeNamespaces"].Items().Count == 0 && closure["includeBySelector"] is null)
            Report(closure, $"the closure '{id}' includes nothing; give it includeNamespaces or includeBySelector");
        else
            CheckRenames(closure, id, Members(closure, selector), Report);
    }

    private List<Shape> Members(Node.Object closure, Selector? selector)
    {
        var namespaces = closure["includeNamespaces"].Texts().ToList();
        var roots = graph.Elements.Where(element => namespaces.Contains(element.Shape.Id.Namespace)).Concat(selector?.Select(graph) ?? []).ToList();
        return roots.Concat(Reached.From(roots, graph.Next)).Select(element => element.Shape.Id).Distinct().Select(model.Find).OfType<Shape>().ToList();
    }

    private static void CheckRenames(Node.Object closure, string id, List<Shape> members, Action<Node, string> report)
    {
        var renames = closure["rename"].Entries();
        var renamed = new HashSet<string>(renames.Select(rename => rename.Key));
        var ids = new HashSet<string>(members.Select(shape => shape.Id.ToString()), StringComparer.Ordinal);
        var names = members.Where(shape => !renamed.Contains(shape.Id.ToString())).GroupBy(shape => shape.Id.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First().Id.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var rename in renames)
        {
            if (rename.Value.AsText() is not { } name)
                continue;
            if (!ids.Contains(rename.Key))
                report(rename.Value, $"'{rename.Key}' is renamed but is not in the closure '{id}'; remove the renaming");
            else if (rename.Key.EndsWith("#" + name, StringComparison.Ordinal))
                report(rename.Value, $"'{rename.Key}' is renamed to the name it has; remove the renaming");
            else if (names.TryGetValue(name, out var other))
                report(rename.Value, $"'{other}' is called '{name}' in the closure '{id}' already; choose another name");
            else
                names.Add(name, rename.Key);
        }
    }
}
