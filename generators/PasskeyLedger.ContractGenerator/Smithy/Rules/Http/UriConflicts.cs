using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>Checks that a request can be meant for one operation of a service alone (Smithy 2.0, "URI pattern conflicts").</summary>
internal static class UriConflicts
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var told = new HashSet<(ShapeId, ShapeId)>();
        foreach (var service in ServiceTree.Services(model))
        {
            var bound = ServiceTree.Operations(model, service)
                .Select(operation => (Operation: operation, Pattern: UriPatterns.Of(operation)))
                .Where(pair => pair.Pattern is not null)
                .ToList();
            foreach (var (operation, pattern) in bound)
            {
                var other = bound.Find(pair => pair.Operation != operation
                    && Method(pair.Operation) == Method(operation)
                    && pair.Pattern!.ConflictsWith(pattern!)
                    && MayShareHost(pair.Operation, operation)).Operation;
                if (other is not null && told.Add((service.Id, operation.Id)))
                    problems.Error(ProblemIds.HttpUriConflict, $"in '{service.Id.Name}' a request to this URI may be meant for '{other.Id.Name}' as well; give one of them another URI or method", operation.Trait("http")!.Location);
            }
        }
    }

    private static string? Method(Shape operation) => operation.Trait("http")!.Value.Get("method").AsText();

    /// <summary>Operations of different hosts cannot be confused; a prefix with labels may be any.</summary>
    private static bool MayShareHost(Shape one, Shape other)
    {
        var (prefix, otherPrefix) = (HostPrefixes.Of(one), HostPrefixes.Of(other));
        if (prefix is null || otherPrefix is null)
            return prefix == otherPrefix;
        return prefix == otherPrefix || prefix.IndexOf('{') >= 0 || otherPrefix.IndexOf('{') >= 0;
    }
}
