using System.Text.RegularExpressions;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Runs the validators that the metadata <c>validators</c> configures (Smithy 2.0, "Built-in validators"): EmitEachSelector and EmitNoneSelector.
/// What they find is never more than a warning. That others are not known here is one too.
/// </summary>
internal sealed class ModelValidators(SmithyModel model, ShapeGraph graph, List<Problem> problems)
{
    /// <summary><c>@{path}</c>, or an at sign that stands for itself.</summary>
    private static readonly Regex Placeholder = new(@"@@|@\{(?<path>[^}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static void Check(SmithyModel model, ShapeGraph graph, List<Problem> problems)
    {
        var validators = new ModelValidators(model, graph, problems);
        foreach (var statement in model.MetadataStatements.Where(statement => statement.Entry.Key == "validators"))
        {
            foreach (var rule in statement.Entry.Value.Items().OfType<Node.Object>())
            {
                if (rule["name"] is Node.Text name)
                    validators.Run(name, rule, new SourceLocation(statement.Path, rule.Span));
            }
        }
    }

    private void Run(Node.Text name, Node.Object rule, SourceLocation location)
    {
        if (name.Value is not ("EmitEachSelector" or "EmitNoneSelector"))
        {
            problems.Add(new Problem(ProblemIds.UnknownValidator, $"there is no validator '{name.Value}' here, so the model is not held to it", location with { Span = name.Span }) { IsWarning = true, Event = $"UnknownValidator_{name.Value}" });
            return;
        }

        var text = rule["configuration"].Get("selector");
        if (text is not Node.Text { Value: var source } || Selector.Parse(source) is not { } selector)
        {
            problems.Error(ProblemIds.Metadata, $"the configuration of {name.Value} needs a 'selector', as in \"structure > member\"", location with { Span = text?.Span ?? rule.Span });
            return;
        }

        if (rule["severity"].AsText() == "NOTE")
            return;
        var id = rule["id"].AsText() ?? name.Value;
        if (name.Value == "EmitEachSelector")
            RunOnEach(rule, id, selector, $"it matches {source}");
        else if (selector.Select(graph).Count == 0)
            problems.Add(Finding(rule, id, $"nothing matches {source}", location, subject: null));
    }

    private void RunOnEach(Node.Object rule, string id, Selector selector, string reason)
    {
        var among = rule["selector"].AsText() is { } condition ? graph.Select(condition) : null;
        var namespaces = rule["namespaces"].Texts().ToList();
        var (trait, template) = (rule["configuration"].Get("bindToTrait").AsText(), rule["configuration"].Get("messageTemplate").AsText());
        var own = new HashSet<ShapeId>(model.OwnShapes.Select(shape => shape.Id));
        var told = new HashSet<ModelElement>();
        foreach (var match in selector.Yield(new SelectorRun(graph)))
        {
            var found = match.Element;
            var bound = found.Traits.FirstOrDefault(applied => applied.Id.ToString() == trait);
            if (!own.Contains(found.Shape.Id)
                || (namespaces.Count > 0 && !namespaces.Contains(found.Shape.Id.Namespace))
                || among?.Contains(found) == false
                || (trait is not null && bound is null)
                || !told.Add(found))
            {
                continue;
            }

            var message = template is null ? $"'{found.Id}': {reason}" : Expand(template, new SelectorAttribute.Element(match));
            problems.Add(Finding(rule, id, message, bound?.Location ?? found.Member?.Location ?? found.Shape.Location, found.Id));
        }
    }

    private static Problem Finding(Node.Object rule, string id, string message, SourceLocation location, string? subject)
        => new(ProblemIds.ModelValidator, $"{id}: {rule["message"].AsText()?.Replace("{super}", message) ?? message}", location) { IsWarning = true, Subject = subject, Event = id };

    private static string Expand(string template, SelectorAttribute.Element element)
        => Placeholder.Replace(template, match => match.Value == "@@" ? "@" : Show(match.Groups["path"].Value.Split('|').Select(part => part.Trim().Trim('"', '\'')).Aggregate((SelectorAttribute)element, (value, name) => value.Property(name))));

    private static string Show(SelectorAttribute value) => value.IsProjection ? $"[{string.Join(", ", value.Flattened.Select(one => one.Text))}]" : value.Text;
}
