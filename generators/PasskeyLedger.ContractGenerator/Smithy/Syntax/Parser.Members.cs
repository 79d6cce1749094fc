namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    /// <summary>The members of a list, map, structure or union, in braces.</summary>
    private EquatableArray<MemberSyntax> ParseMembers()
    {
        Expect(TokenKind.LeftBrace);
        var members = new List<MemberSyntax>();
        SkipWhiteSpace();
        while (!Is(TokenKind.RightBrace))
        {
            members.Add(ParseMember());
            SkipWhiteSpace();
        }

        Take();
        return members.ToEquatableArray();
    }

    /// <summary><c>TraitStatements (Identifier [SP] ":" [SP] ShapeId / "$" Identifier) [ValueAssignment]</c></summary>
    private MemberSyntax ParseMember()
    {
        var traits = ParseTraits();
        if (Is(TokenKind.Dollar))
        {
            RequireVersion2(Take().Span, "a member without its target");
            var elided = ParseIdentifier("the member's name");
            return new MemberSyntax(elided, Target: null, ParseValueAssignment(), traits);
        }

        var name = ParseIdentifier("a member's name");
        SkipSpaces();
        Expect(TokenKind.Colon);
        SkipSpaces();
        var target = ParseShapeId();
        return new MemberSyntax(name, target, ParseValueAssignment(), traits);
    }

    /// <param name="mayBeEmpty">Whether mixins give the enum members already.</param>
    private EquatableArray<MemberSyntax> ParseEnumMembers(bool mayBeEmpty)
    {
        Expect(TokenKind.LeftBrace);
        var members = new List<MemberSyntax>();
        SkipWhiteSpace();
        while (!Is(TokenKind.RightBrace) || (members.Count == 0 && !mayBeEmpty))
        {
            var traits = ParseTraits();
            var name = ParseIdentifier("an enum member's name");
            members.Add(new MemberSyntax(name, Target: null, ParseValueAssignment(), traits));
            SkipWhiteSpace();
        }

        Take();
        return members.ToEquatableArray();
    }

    /// <summary><c>ValueAssignment = [SP] "=" [SP] NodeValue [SP] [Comma] BR</c></summary>
    private Node? ParseValueAssignment()
    {
        var start = index;
        SkipSpaces();
        if (!Is(TokenKind.Equal))
        {
            index = start;
            return null;
        }

        RequireVersion2(Take().Span, "a value after '='");
        SkipSpaces();
        var value = ParseNode();
        SkipSpaces();
        TryTake(TokenKind.Comma);
        SkipSpaces();
        if (!(Is(TokenKind.NewLine) || Is(TokenKind.Comment) || Is(TokenKind.DocumentationComment)))
            throw Unexpected("the end of the line after a value");
        return value;
    }
}
