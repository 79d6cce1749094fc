using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>The pattern of an operation's URI (Smithy 2.0, "http trait", uri): <c>/{bucket}/{key+}?acl</c>.</summary>
/// <param name="Query">What stands behind the question mark, by its keys.</param>
internal sealed record UriPattern(IReadOnlyList<UriSegment> Segments, IReadOnlyDictionary<string, string> Query)
{
    public IEnumerable<UriSegment> Labels => Segments.Where(segment => segment.Kind != UriSegmentKind.Literal);

    /// <summary>The label of a name, whatever its case.</summary>
    public UriSegment? Label(string name) => Labels.FirstOrDefault(label => string.Equals(label.Content, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether one request can be meant for both: the same literals and labels at the same places, and the same query.</summary>
    public bool ConflictsWith(UriPattern other)
        => Segments.Count == other.Segments.Count
            && Segments.Zip(other.Segments, (one, two) => one.Kind == two.Kind && (one.Kind != UriSegmentKind.Literal || one.Content == two.Content)).All(same => same)
            && Query.Count == other.Query.Count
            && Query.All(pair => other.Query.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <param name="fault">What is wrong, where the answer is null.</param>
    public static UriPattern? Parse(string uri, out string? fault)
    {
        fault = Fault(uri);
        if (fault is not null)
            return null;
        var question = uri.IndexOf('?');
        var path = (question < 0 ? uri : uri.Substring(0, question)).TrimEnd('/');
        var segments = path.Length == 0 ? [] : path.Substring(1).Split('/').Select(UriSegment.Parse).ToList();
        fault = segments.Select(segment => segment.Fault).FirstOrDefault(found => found is not null)
            ?? (segments.Exists(segment => segment.Content is "." or "..") ? "a segment of dots leads elsewhere" : null)
            ?? Repeated(segments);
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in question < 0 ? [] : uri.Substring(question + 1).Split('&'))
        {
            var equal = pair.IndexOf('=');
            var key = equal < 0 ? pair : pair.Substring(0, equal);
            if (query.ContainsKey(key))
                fault ??= $"'{key}' is given twice in the query";
            query[key] = equal < 0 ? string.Empty : pair.Substring(equal + 1);
        }

        return fault is null ? new UriPattern(segments, query) : null;
    }

    private static string? Fault(string uri)
    {
        var question = uri.IndexOf('?');
        return uri.Any(character => character > 127) ? "it may hold ASCII alone; write other characters percent-encoded"
            : uri.EndsWith("?", StringComparison.Ordinal) ? "nothing follows its '?'"
            : !uri.StartsWith("/", StringComparison.Ordinal) ? "it must start with '/'"
            : uri.IndexOf('#') >= 0 ? "it cannot have a fragment"
            : question >= 0 && uri.IndexOfAny(['{', '}'], question) >= 0 ? "a label cannot stand in the query; bind a member with @httpQuery"
            : null;
    }

    private static string? Repeated(IEnumerable<UriSegment> segments)
        => segments.Where(segment => segment.Kind != UriSegmentKind.Literal)
            .GroupBy(segment => segment.Content, StringComparer.OrdinalIgnoreCase)
            .Where(labels => labels.Count() > 1)
            .Select(labels => $"the label '{labels.Key}' is in it twice")
            .FirstOrDefault();
}

/// <summary>What stands between two slashes, or in a host's name: text, <c>{label}</c>, or <c>{label+}</c>, which takes further slashes too.</summary>
/// <param name="Fault">What is wrong with it, or null.</param>
internal sealed record UriSegment(string Content, UriSegmentKind Kind, string? Fault)
{
    public static UriSegment Parse(string text)
    {
        if (text.Length < 2 || text[0] != '{' || text[text.Length - 1] != '}')
        {
            var fault = text.Length == 0 ? "a segment of it is empty"
                : text.IndexOfAny(['{', '}']) >= 0 ? $"'{text}' is no label; a label is all of its segment, as in '/{{name}}/'"
                : null;
            return new UriSegment(text, UriSegmentKind.Literal, fault);
        }

        var isGreedy = text[text.Length - 2] == '+';
        var name = text.Substring(1, text.Length - (isGreedy ? 3 : 2));
        return new UriSegment(name, isGreedy ? UriSegmentKind.GreedyLabel : UriSegmentKind.Label, Lexer.IsIdentifier(name) ? null : $"'{text}' names no member; a label is a member's name in braces");
    }
}

internal enum UriSegmentKind
{
    Literal,
    Label,
    GreedyLabel,
}
