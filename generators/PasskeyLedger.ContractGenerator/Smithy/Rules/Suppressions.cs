using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Takes away warnings that a shape's @suppress or the metadata <c>suppressions</c> name (Smithy 2.0, "Suppressions"), by their own ids or by
/// those of Smithy's events. Errors cannot be suppressed.
/// </summary>
internal static class Suppressions
{
    /// <summary>What Smithy calls these warnings.</summary>
    private static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal)
    {
        [ProblemIds.UnknownValueMember] = "TraitValue.UnknownMember",
        [ProblemIds.UnknownReference] = "SyntacticShapeIdTarget",
        [ProblemIds.Private] = "PrivateAccess",
        [ProblemIds.QuestionableValue] = "TraitValue",
        [ProblemIds.HttpName] = "HttpHeaderTrait",
        [ProblemIds.HttpUri] = "HttpUriGreedyLabel",
        [ProblemIds.HostLabel] = "HostLabelTrait",
    };

    public static void Apply(SmithyModel model, List<Problem> problems)
    {
        if (!problems.Exists(problem => problem.IsWarning))
            return;
        var everywhere = model.MetadataStatements
            .Where(statement => statement.Entry.Key == "suppressions")
            .SelectMany(statement => statement.Entry.Value.Items())
            .Select(rule => (Id: rule.Get("id").AsText(), Namespace: rule.Get("namespace").AsText()))
            .ToList();
        var byShape = model.Shapes
            .SelectMany(ModelElement.Of)
            .Where(element => element.Trait("suppress") is not null)
            .ToDictionary(element => element.Id, element => element.Trait("suppress")!.Value.Texts().ToList());
        problems.RemoveAll(problem => problem.IsWarning
            && (everywhere.Exists(rule => IsMeant(rule.Id, problem) && (rule.Namespace == "*" || (problem.Subject?.StartsWith(rule.Namespace + "#", StringComparison.Ordinal) ?? false)))
                || (problem.Subject is { } subject && byShape.TryGetValue(subject, out var ids) && ids.Exists(id => IsMeant(id, problem)))));
    }

    /// <summary>An id means what starts with it, up to a period.</summary>
    private static bool IsMeant(string? id, Problem problem)
    {
        if (id is null)
            return false;
        var name = problem.Event ?? (Events.TryGetValue(problem.Id, out var known) ? known : problem.Id);
        return id == problem.Id || name == id || name.StartsWith(id + ".", StringComparison.Ordinal);
    }
}
