namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    private const string DocumentationTrait = "smithy.api#documentation";

    /// <summary>
    /// <c>TraitStatements = *([WS] Trait [WS])</c>. The documentation comment before them becomes the documentation trait.
    /// </summary>
    private EquatableArray<TraitSyntax> ParseTraits()
    {
        var documentationStart = Current.Span;
        if (documentation.Count == 0)
            SkipWhiteSpace();
        var traits = new List<TraitSyntax>();
        if (documentation.Count > 0)
        {
            var text = string.Join("\n", documentation);
            traits.Add(new TraitSyntax(new Name(DocumentationTrait, documentationStart), new Node.Text(text, documentationStart)));
        }

        while (Is(TokenKind.At))
        {
            traits.Add(ParseTrait());
            SkipWhiteSpace();
        }

        documentation.Clear();
        return traits.ToEquatableArray();
    }

    /// <summary><c>Trait = "@" ShapeId ["(" [WS] [TraitNode / TraitStructure] [WS] ")"]</c></summary>
    private TraitSyntax ParseTrait()
    {
        Expect(TokenKind.At, "a trait ('@' and its name)");
        var id = ParseShapeId();
        if (!TryTake(TokenKind.LeftParenthesis))
            return new TraitSyntax(id, Value: null);

        var start = tokens[index - 1].Span;
        SkipWhiteSpace();
        Node? value = null;
        if (IsTraitStructure())
        {
            value = new Node.Object(ParseObjectMembers(TokenKind.RightParenthesis), start);
        }
        else if (!Is(TokenKind.RightParenthesis))
        {
            value = ParseNode();
            SkipWhiteSpace();
        }

        Expect(TokenKind.RightParenthesis);
        return new TraitSyntax(id, value);
    }

    /// <summary>Whether <c>key: value</c> pairs follow, which are an object without its braces.</summary>
    private bool IsTraitStructure()
    {
        if (!Is(TokenKind.Identifier) && !Is(TokenKind.QuotedText))
            return false;
        var ahead = index + 1;
        while (tokens[ahead].Kind is TokenKind.Space or TokenKind.NewLine or TokenKind.Comma or TokenKind.Comment or TokenKind.DocumentationComment)
            ahead++;
        return tokens[ahead].Kind == TokenKind.Colon;
    }
}
