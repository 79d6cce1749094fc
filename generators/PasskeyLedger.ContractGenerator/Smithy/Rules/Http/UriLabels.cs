using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>Checks that each label of a URI is a member of the input, and each member with @httpLabel a label (Smithy 2.0, "httpLabel trait").</summary>
internal static class UriLabels
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var operation in ServiceTree.OwnOperations(model))
        {
            if (UriPatterns.Of(operation) is { } pattern && ServiceTree.Input(model, operation) is { } input)
                Check(model, operation, input, pattern, problems);
        }
    }

    private static void Check(SmithyModel model, Shape operation, Shape input, UriPattern pattern, List<Problem> problems)
    {
        foreach (var member in input.Members)
        {
            if (member.Trait("httpLabel") is not { } trait)
                continue;
            if (pattern.Label(member.Name) is not { } label)
                problems.Error(ProblemIds.HttpLabel, $"the URI of '{operation.Id.Name}' has no label '{{{member.Name}}}'; put it there, or take @httpLabel from the member", trait.Location);
            else if (label.Kind == UriSegmentKind.GreedyLabel && model.Find(member.Target) is { Kind: not (ShapeKind.String or ShapeKind.Enum) })
                problems.Error(ProblemIds.HttpLabel, $"'{member.Name}' is a greedy label in the URI of '{operation.Id.Name}', so it must be a string", trait.Location);
        }

        foreach (var label in pattern.Labels.Where(label => !input.Members.Any(member => member.Name == label.Content && member.Trait("httpLabel") is not null)))
            problems.Error(ProblemIds.HttpLabel, $"no member '{label.Content}' with @httpLabel is in '{input.Id.Name}'; declare it, or take the label from the URI", operation.Trait("http")!.Location);
    }
}
