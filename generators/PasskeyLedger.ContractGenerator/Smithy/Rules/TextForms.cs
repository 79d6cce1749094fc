using System.Text.RegularExpressions;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks traits whose text has a grammar of its own: media types, URLs, the URIs of XML namespaces, and patterns.</summary>
internal static class TextForms
{
    /// <summary><c>type/subtype</c> and parameters (RFC 9110, 8.3.1).</summary>
    private static readonly Regex MediaType = Form(@"^[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+(\s*;\s*[\w!#$%&'*+.^`|~-]+=([\w!#$%&'*+.^`|~-]+|""([^""\\]|\\.)*""))*\s*;?\s*$");

    /// <summary>A scheme, and something behind it.</summary>
    private static readonly Regex Url = Form(@"^[A-Za-z][A-Za-z0-9+.-]*:.+$");

    /// <summary>What may stand in a URI (RFC 3986, appendix A), and letters of all scripts.</summary>
    private static readonly Regex Uri = Form(@"^([\w.~:/?#\[\]@!$&'()*+,;=-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2})*$");

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var told = new HashSet<SourceLocation>(); // what a mixin gives stands in many shapes
        foreach (var trait in model.OwnShapes.SelectMany(ModelElement.Of).SelectMany(element => element.Traits).Where(trait => trait.Id.Namespace == ShapeId.Prelude))
        {
            foreach (var (id, node, fault) in Faults(trait))
            {
                var location = trait.Location with { Span = node.Span };
                if (told.Add(location))
                    problems.Error(id, fault, location);
            }
        }
    }

    private static IEnumerable<(string Id, Node Node, string Fault)> Faults(AppliedTrait trait)
    {
        switch (trait.Id.Name, trait.Value)
        {
            case ("mediaType", Node.Text text) when !MediaType.IsMatch(text.Value):
                yield return (ProblemIds.TextForm, text, $"'{text.Value}' is no media type, as in \"image/jpeg\"");
                break;
            case ("externalDocumentation", Node.Object links):
                foreach (var link in links.Members.Where(link => link.Value is Node.Text text && !Url.IsMatch(text.Value)))
                    yield return (ProblemIds.TextForm, link.Value, $"'{link.Value.AsText()}' is no URL, as in \"https://example.com/\"");
                break;
            case ("xmlNamespace", Node.Object value) when value["uri"] is Node.Text uri && !Uri.IsMatch(uri.Value):
                yield return (ProblemIds.TextForm, uri, $"'{uri.Value}' is no URI");
                break;
            case ("pattern", Node.Text pattern) when PatternSyntax.Fault(pattern.Value) is { } fault:
                yield return (ProblemIds.Pattern, pattern, $"the pattern is no regular expression: {fault}");
                break;
        }
    }

    private static Regex Form(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
}
