using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks what definitions of traits say of themselves: selectors, the paths of breaking changes, and validators, which are then run
/// over the shapes that the traits are applied to (Smithy 2.0, "trait trait", "idRef trait", "traitValidators trait").
/// </summary>
internal sealed class TraitDefinitions(SmithyModel model, ShapeGraph graph, List<Problem> problems)
{
    public static void Check(SmithyModel model, ShapeGraph graph, List<Problem> problems)
    {
        var definitions = new TraitDefinitions(model, graph, problems);
        foreach (var element in model.OwnShapes.SelectMany(ModelElement.Of))
        {
            if (element.Trait("idRef") is { } reference)
                definitions.ReadSelector(reference, reference.Value.Get("selector"));
            if (element.Member is null && element.Shape.Trait("trait") is { } trait)
                definitions.CheckDefinition(element.Shape, trait);
        }

        foreach (var shape in model.Shapes)
        {
            if (shape.Trait("traitValidators") is { } validators)
                definitions.Run(shape, validators);
        }
    }

    private void CheckDefinition(Shape shape, AppliedTrait trait)
    {
        ReadSelector(trait, trait.Value.Get("selector"));
        foreach (var rule in trait.Value.Get("breakingChanges").Items())
        {
            if (rule.Get("path") is { } path && path.AsText() is { Length: > 0 } text)
                CheckPath(shape, trait.Location with { Span = path.Span }, text);
        }
    }

    /// <summary>A path of members, as a JSON pointer.</summary>
    private void CheckPath(Shape shape, SourceLocation location, string path)
    {
        if (path[0] != '/')
        {
            problems.Error(ProblemIds.BreakingChangePath, $"'{path}' is no path of members, as in \"/member\"", location);
            return;
        }

        var current = shape;
        foreach (var name in path.Substring(1).Split('/').Select(part => part.Replace("~1", "/").Replace("~0", "~")))
        {
            if (current.Member(name) is not { } member || model.Find(member.Target) is not { } target)
            {
                problems.Error(ProblemIds.BreakingChangePath, $"'{path}' leads nowhere: '{current.Id.Name}' has no member '{name}'", location);
                return;
            }

            current = target;
        }
    }

    private Selector? ReadSelector(AppliedTrait trait, Node? node)
    {
        if (node is not Node.Text text)
            return null;
        var selector = Selector.Parse(text.Value);
        if (selector is null)
            problems.Error(ProblemIds.TraitValue, $"'{text.Value}' is no selector, as in \"structure > member\"", trait.Location with { Span = text.Span });
        return selector;
    }

    private void Run(Shape definition, AppliedTrait validators)
    {
        foreach (var entry in validators.Value.Entries())
        {
            if (!entry.Key.Split('.').All(Lexer.IsIdentifier))
                problems.Error(ProblemIds.TraitValidator, $"'{entry.Key}' cannot be the id of what a validator finds; write names with periods between", validators.Location with { Span = entry.KeySpan });
            else if (ReadSelector(validators, entry.Value.Get("selector")) is { } selector)
                Run(definition, entry.Key, entry.Value, selector);
        }
    }

    private void Run(Shape definition, string id, Node validator, Selector selector)
    {
        var severity = validator.Get("severity").AsText() ?? "ERROR";
        if (severity == "NOTE")
            return;
        var run = new SelectorRun(graph);
        foreach (var applied in graph.Elements.Where(element => element.Traits.Any(trait => trait.Id == definition.Id)))
        {
            foreach (var found in selector.Yield(run.Start(applied)).Select(match => match.Element).Distinct())
            {
                var message = $"'{found.Id}' breaks {id}, a rule that @{definition.Id.Name} has for what it is put on, here '{applied.Id}'"
                    + (validator.Get("message").AsText() is { } reason ? $": {reason}" : string.Empty);
                problems.Add(new Problem(ProblemIds.TraitValidator, message, found.Member?.Location ?? found.Shape.Location) { IsWarning = severity != "ERROR", Subject = found.Id, Event = id });
            }
        }
    }
}
