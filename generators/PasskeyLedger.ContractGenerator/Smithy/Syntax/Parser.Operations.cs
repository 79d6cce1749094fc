using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    /// <summary><c>OperationBody = "{" *(OperationInput / OperationOutput / OperationErrors) "}"</c></summary>
    private OperationSyntax ParseOperation(Name operation)
    {
        var result = new OperationSyntax(Input: null, Output: null, []);
        var given = new HashSet<string>(StringComparer.Ordinal);
        Expect(TokenKind.LeftBrace);
        SkipWhiteSpace();
        while (!Is(TokenKind.RightBrace))
        {
            var property = ParseIdentifier("'input', 'output' or 'errors'");
            if (!given.Add(property.Text))
                throw Fault(property.Span, $"'{property.Text}' is given twice; keep one of them");
            SkipWhiteSpace();
            result = property.Text switch
            {
                "input" => result with { Input = ParseInputOrOutput(operation, Suffix("operationInputSuffix", "Input"), "smithy.api#input") },
                "output" => result with { Output = ParseInputOrOutput(operation, Suffix("operationOutputSuffix", "Output"), "smithy.api#output") },
                "errors" => result with { Errors = ParseErrors() },
                _ => throw Fault(property.Span, $"an operation has input, output and errors, no '{property.Text}'"),
            };
            SkipWhiteSpace();
        }

        Take();
        return result;
    }

    private EquatableArray<Name> ParseErrors()
    {
        Expect(TokenKind.Colon);
        SkipWhiteSpace();
        return ParseShapeIds();
    }

    /// <summary>
    /// A shape's id after ':', or after ':=' a structure without a name, which gets the operation's with a suffix
    /// and the trait that says what it is for.
    /// </summary>
    private Name ParseInputOrOutput(Name operation, string suffix, string trait)
    {
        if (TryTake(TokenKind.Colon))
        {
            SkipWhiteSpace();
            return ParseShapeId();
        }

        var walrus = Expect(TokenKind.Walrus, "':' and a shape's id, or ':=' and a structure");
        RequireVersion2(walrus.Span, "an inline structure");
        SkipWhiteSpace();
        var traits = ParseTraits();
        var name = new Name(operation.Text + suffix, walrus.Span);
        var structure = new ShapeSyntax(ShapeKind.Structure, name, [.. traits, new TraitSyntax(new Name(trait, walrus.Span), Value: null)]);
        if (IsWord("for"))
        {
            Take();
            ExpectSpace();
            structure = structure with { ForResource = ParseShapeId() };
        }

        structure = structure with { Mixins = ParseMixins() };
        SkipWhiteSpace();
        shapes.Add(structure with { Members = ParseMembers() });
        return name;
    }

    /// <summary>The suffix that the file's control section sets, or Smithy's own.</summary>
    private string Suffix(string key, string otherwise)
        => control.Find(member => member.Key == key)?.Value is Node.Text text ? text.Value : otherwise;
}
