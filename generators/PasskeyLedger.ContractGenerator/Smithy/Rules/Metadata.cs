using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks metadata that has a meaning (Smithy 2.0, "Model validation"): validators, suppressions and overrides of severity, and keys
/// that a shape with @metadata gives a type.
/// </summary>
internal sealed class Metadata(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
{
    private static readonly Dictionary<string, RuleForm> Forms = new(StringComparer.Ordinal)
    {
        ["validators"] = new(["name"], ["id", "message", "severity", "selector"], ["DANGER", "WARNING", "NOTE"]),
        ["suppressions"] = new(["id", "namespace"], ["reason"], []),
        ["severityOverrides"] = new(["id", "namespace", "severity"], [], ["WARNING", "DANGER"]),
    };

    public static void Check(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
    {
        var metadata = new Metadata(model, graph, patterns, problems);
        var types = metadata.Types();
        foreach (var statement in model.MetadataStatements)
        {
            if (Forms.TryGetValue(statement.Entry.Key, out var form))
                metadata.CheckRules(statement, form);
            else if (types.TryGetValue(statement.Entry.Key, out var type))
                metadata.CheckType(statement, type);
        }
    }

    /// <summary>The shapes that type metadata, by its key.</summary>
    private Dictionary<string, Shape> Types()
    {
        var types = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var shape in model.Shapes)
        {
            if (shape.Trait("metadata") is not { } trait || trait.Value.Get("key").AsText() is not { } key)
                continue;
            if (Forms.ContainsKey(key))
                problems.Error(ProblemIds.Metadata, $"the metadata '{key}' is Smithy's own; type another key", trait.Location);
            else if (types.TryGetValue(key, out var other))
                problems.Error(ProblemIds.Metadata, $"'{other.Id}' is the type of the metadata '{key}' already; keep one of them", trait.Location);
            else
                types.Add(key, shape);
        }

        return types;
    }

    private void CheckType(MetadataStatement statement, Shape type)
        => new NodeValues(model, graph, patterns, (span, message, warning) => problems.Add(new Problem(warning ?? ProblemIds.Metadata, $"the metadata '{statement.Entry.Key}': {message}", new SourceLocation(statement.Path, span)) { IsWarning = warning is not null }))
            .Check(type, member: null, statement.Entry.Value);

    private void CheckRules(MetadataStatement statement, RuleForm form)
    {
        void Report(Node node, string message) => problems.Error(ProblemIds.Metadata, $"the metadata '{statement.Entry.Key}': {message}", new SourceLocation(statement.Path, node.Span));

        if (statement.Entry.Value is not Node.Array rules)
        {
            Report(statement.Entry.Value, "it must be a list of objects");
            return;
        }

        foreach (var rule in rules.Items)
        {
            if (rule is not Node.Object value)
            {
                Report(rule, "each item must be an object");
                continue;
            }

            foreach (var key in form.Required.Where(key => value[key] is null))
                Report(value, $"'{key}' is missing");
            foreach (var given in value.Members.Where(given => form.Required.Concat(form.Optional).Contains(given.Key) && given.Value.AsText() is null))
                Report(given.Value, $"'{given.Key}' must be a string");
            if (value["severity"] is Node.Text severity && !form.Severities.Contains(severity.Value))
                Report(severity, $"'severity' must be one of {string.Join(", ", form.Severities)}");
            if (value["selector"] is Node.Text selector && Selector.Parse(selector.Value) is null)
                Report(selector, $"'{selector.Value}' is no selector, as in \"structure > member\"");
            if (value["namespaces"] is { } namespaces && (namespaces is not Node.Array list || list.Items.Any(item => item is not Node.Text)))
                Report(namespaces, "'namespaces' must be a list of strings");
            if (value["configuration"] is { } configuration and not Node.Object)
                Report(configuration, "'configuration' must be an object");
        }
    }

    /// <param name="Required">The strings that must be given.</param>
    /// <param name="Optional">Those that may be.</param>
    private sealed record RuleForm(IReadOnlyList<string> Required, IReadOnlyList<string> Optional, IReadOnlyList<string> Severities);
}
