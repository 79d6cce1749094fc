using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>
/// Checks that members are not bound to one place of an HTTP message: headers and query parameters by name, headers within a
/// prefix, and what stands beside a payload (Smithy 2.0, "HTTP binding traits").
/// </summary>
internal static class MessageBindings
{
    private static readonly string[] RequestTraits = ["httpHeader", "httpPrefixHeaders", "httpQuery", "httpQueryParams", "httpPayload", "httpLabel"];
    private static readonly string[] ResponseTraits = ["httpHeader", "httpPrefixHeaders", "httpPayload", "httpResponseCode"];

    /// <summary>Headers that the transport itself sets (Smithy 2.0, "httpHeader trait", restricted headers).</summary>
    private static readonly HashSet<string> TransportHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Connection", "Content-Length", "Expect", "Host", "Max-Forwards", "Proxy-Authenticate", "Server", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "User-Agent", "WWW-Authenticate", "X-Forwarded-For",
    };

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes.Where(shape => shape.Kind == ShapeKind.Structure))
        {
            CheckUnique(shape, "httpHeader", StringComparer.OrdinalIgnoreCase, problems);
            CheckUnique(shape, "httpQuery", StringComparer.Ordinal, problems);
            CheckHeaders(shape, problems);
            if (shape.Trait("error") is not null)
                CheckPayload(shape, ResponseTraits, problems);
        }

        var checkedPayloads = new HashSet<(ShapeId, bool)>();
        foreach (var operation in ServiceTree.OwnOperations(model).Where(operation => operation.Trait("http") is not null))
        {
            foreach (var (shape, member) in new[] { ServiceTree.Input(model, operation), ServiceTree.Output(model, operation) }
                .OfType<Shape>()
                .SelectMany(shape => shape.Members.Select(member => (shape, member)))
                .Where(pair => pair.member.Trait("httpPayload") is null && model.Find(pair.member.Target)?.Trait("streaming") is not null))
            {
                problems.Warn(ProblemIds.HttpPayload, $"'{member.Name}' is a stream, which HTTP sends as the body; put @httpPayload on it", member.Location, $"{shape.Id}${member.Name}");
            }

            if (ServiceTree.Input(model, operation) is { } input)
            {
                CheckQueryLiterals(operation, input, problems);
                if (checkedPayloads.Add((input.Id, true)))
                    CheckPayload(input, RequestTraits, problems);
            }

            if (ServiceTree.Output(model, operation) is { } output && checkedPayloads.Add((output.Id, false)))
                CheckPayload(output, ResponseTraits, problems);
        }
    }

    private static string? Name(Member member, string trait) => member.Trait(trait)?.Value.AsText();

    private static void CheckUnique(Shape shape, string trait, StringComparer comparer, List<Problem> problems)
    {
        foreach (var member in shape.Members.Where(member => Name(member, trait) is not null).GroupBy(member => Name(member, trait)!, comparer).SelectMany(group => group.Skip(1)))
            problems.Error(ProblemIds.HttpName, $"another member of '{shape.Id.Name}' is bound to '{Name(member, trait)}' with @{trait} already; give one of them another name", member.Trait(trait)!.Location);
    }

    private static void CheckHeaders(Shape shape, List<Problem> problems)
    {
        var prefix = shape.Members.FirstOrDefault(member => member.Trait("httpPrefixHeaders") is not null);
        foreach (var member in shape.Members)
        {
            if (Name(member, "httpHeader") is not { } name)
                continue;
            var location = member.Trait("httpHeader")!.Location;
            if (prefix is not null && Name(prefix, "httpPrefixHeaders") is { Length: > 0 } start && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                problems.Error(ProblemIds.HttpName, $"the header '{name}' starts with '{start}', so it would be read into '{prefix.Name}' too; give it another name, or that another prefix", location);
            if (TransportHeaders.Contains(name))
                problems.Warn(ProblemIds.HttpName, $"'{name}' is a header that HTTP itself sets; use another", location, $"{shape.Id}${member.Name}");
            else if (!name.All(IsTokenCharacter))
                problems.Warn(ProblemIds.HttpName, $"'{name}' is no name of a header (RFC 9110, 5.6.2)", location, $"{shape.Id}${member.Name}");
        }
    }

    private static bool IsTokenCharacter(char character)
        => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(character) >= 0;

    private static void CheckQueryLiterals(Shape operation, Shape input, List<Problem> problems)
    {
        foreach (var member in input.Members)
        {
            if (Name(member, "httpQuery") is { } name && UriPatterns.Of(operation)?.Query.ContainsKey(name) == true)
                problems.Error(ProblemIds.HttpName, $"the URI of '{operation.Id.Name}' has '{name}' in its query already; give the member another parameter", member.Trait("httpQuery")!.Location);
        }
    }

    /// <summary>A payload is the whole body, so nothing is left for members that are bound to no other place.</summary>
    private static void CheckPayload(Shape shape, string[] traits, List<Problem> problems)
    {
        if (shape.Members.FirstOrDefault(member => member.Trait("httpPayload") is not null) is not { } payload)
            return;
        foreach (var member in shape.Members.Where(member => !traits.Any(trait => member.Trait(trait) is not null)))
            problems.Error(ProblemIds.HttpPayload, $"'{payload.Name}' is the whole body, so '{member.Name}' must be bound to another place of the message, as with @httpHeader", member.Location);
    }
}
