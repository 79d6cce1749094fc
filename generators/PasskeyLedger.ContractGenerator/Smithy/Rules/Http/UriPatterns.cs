using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>Checks that URIs of operations are patterns, and warns of greedy labels where they make them ambiguous.</summary>
internal static class UriPatterns
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var operation in ServiceTree.OwnOperations(model))
        {
            if (operation.Trait("http") is not { } http || http.Value.Get("uri").AsText() is not { } uri)
                continue;
            var location = http.Location with { Span = http.Value.Get("uri")!.Span };
            if (UriPattern.Parse(uri, out var fault) is not { } pattern)
                problems.Error(ProblemIds.HttpUri, $"'{uri}' is no pattern of a URI: {fault}", location);
            else if (pattern.Labels.Reverse().Skip(1).Any(label => label.Kind == UriSegmentKind.GreedyLabel))
                problems.Warn(ProblemIds.HttpUri, "a greedy label takes as much as it can, so it should be the last label", location, operation.Id.ToString());
        }
    }

    /// <summary>The pattern of an operation's URI, if it has one.</summary>
    public static UriPattern? Of(Shape operation) => operation.Trait("http")?.Value.Get("uri").AsText() is { } uri ? UriPattern.Parse(uri, out _) : null;
}
