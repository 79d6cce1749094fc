using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>Checks the host prefixes of operations and the members that fill their labels (Smithy 2.0, "endpoint trait", "hostLabel trait").</summary>
internal static class HostPrefixes
{
    private const int LongestLabel = 63; // RFC 1034

    public static string? Of(Shape operation) => operation.Trait("endpoint")?.Value.Get("hostPrefix").AsText();

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var operation in ServiceTree.OwnOperations(model))
        {
            if (Of(operation) is not { } prefix || operation.Trait("endpoint") is not { } trait)
                continue;
            var location = trait.Location with { Span = trait.Value.Get("hostPrefix")!.Span };
            var segments = Segments(prefix, out var fault);
            fault ??= segments.Select(segment => segment.Fault).FirstOrDefault(found => found is not null)
                ?? (segments.Any(segment => segment.Kind == UriSegmentKind.GreedyLabel) ? "a host has no greedy labels" : null)
                ?? Repeated(segments)
                ?? HostFault(string.Concat(segments.Select(segment => segment.Kind == UriSegmentKind.Literal ? segment.Content : "label")));
            if (fault is not null)
            {
                problems.Error(ProblemIds.HostLabel, $"'{prefix}' is no start of a host's name: {fault}", location);
                continue;
            }

            var labels = segments.Where(segment => segment.Kind != UriSegmentKind.Literal).Select(segment => segment.Content).ToList();
            if (labels.Count > 0 && !prefix.EndsWith(".", StringComparison.Ordinal))
                problems.Warn(ProblemIds.HostLabel, "a prefix with labels should end in a period; without one, a label's value may make it somebody else's host", location, operation.Id.ToString());
            if (ServiceTree.Input(model, operation) is { } input)
                CheckLabels(operation, input, labels, location, problems);
        }
    }

    private static void CheckLabels(Shape operation, Shape input, IReadOnlyList<string> labels, SourceLocation location, List<Problem> problems)
    {
        foreach (var member in input.Members)
        {
            if (member.Trait("hostLabel") is { } trait && !labels.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
                problems.Error(ProblemIds.HostLabel, $"the host prefix of '{operation.Id.Name}' has no label '{{{member.Name}}}'; put it there, or take @hostLabel from the member", trait.Location);
        }

        foreach (var label in labels.Where(label => !input.Members.Any(member => member.Name == label && member.Trait("hostLabel") is not null)))
            problems.Error(ProblemIds.HostLabel, $"no member '{label}' with @hostLabel is in '{input.Id.Name}'; declare it, or take the label from the host prefix", location);
    }

    private static List<UriSegment> Segments(string prefix, out string? fault)
    {
        fault = null;
        var segments = new List<UriSegment>();
        for (var start = 0; start < prefix.Length;)
        {
            var isLabel = prefix[start] == '{';
            var end = isLabel ? prefix.IndexOf('}', start) + 1 : prefix.IndexOf('{', start);
            if (isLabel && end == 0)
                fault = "a label of it is not closed";
            else if (isLabel && segments.LastOrDefault() is { Kind: not UriSegmentKind.Literal })
                fault = "two labels stand side by side";
            if (end <= 0)
                end = prefix.Length;
            segments.Add(UriSegment.Parse(prefix.Substring(start, end - start)));
            start = end;
        }

        return segments;
    }

    private static string? Repeated(IEnumerable<UriSegment> segments)
        => segments.Where(segment => segment.Kind != UriSegmentKind.Literal).GroupBy(segment => segment.Content, StringComparer.OrdinalIgnoreCase).FirstOrDefault(labels => labels.Count() > 1) is { } twice
            ? $"the label '{twice.Key}' is in it twice"
            : null;

    /// <summary>The labels of a host's name are letters, digits and hyphens, up to 63 of them; a period may end it.</summary>
    private static string? HostFault(string host)
    {
        var labels = (host.EndsWith(".", StringComparison.Ordinal) ? host.Substring(0, host.Length - 1) : host).Split('.');
        return labels.All(label => label.Length is > 0 and <= LongestLabel && label.All(character => character == '-' || IsLetterOrDigit(character))) && labels[0][0] != '-'
            ? null
            : "between periods stand 1 to 63 letters, digits and hyphens";
    }

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
