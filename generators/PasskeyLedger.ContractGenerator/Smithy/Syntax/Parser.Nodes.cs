namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    /// <summary>How deep lists and objects may be nested, as in the reference implementation; each level takes some of the stack.</summary>
    private const int MaxDepth = 64;

    private int depth;

    /// <summary><c>NodeValue = NodeArray / NodeObject / Number / NodeKeyword / NodeStringValue</c></summary>
    private Node ParseNode()
    {
        switch (Current.Kind)
        {
            case TokenKind.LeftBracket:
                return ParseArray();
            case TokenKind.LeftBrace:
                return ParseObject();
            case TokenKind.Number:
                var number = Take();
                return new Node.Number(number.Text, number.Span);
            case TokenKind.QuotedText or TokenKind.TextBlock:
                var text = Take();
                return new Node.Text(text.Text, text.Span);
            case TokenKind.Identifier:
                return ParseKeywordOrReference();
            default:
                throw Unexpected("a value (a string, number, list, object, shape id, true, false or null)");
        }
    }

    private Node ParseKeywordOrReference()
    {
        var id = ParseShapeId();
        return id.Text switch
        {
            "true" => new Node.Boolean(Value: true, id.Span),
            "false" => new Node.Boolean(Value: false, id.Span),
            "null" => new Node.Null(id.Span),
            _ => new Node.Reference(id.Text, id.Span),
        };
    }

    private Node.Array ParseArray()
    {
        var start = Expect(TokenKind.LeftBracket).Span;
        Enter(start);
        var items = new List<Node>();
        SkipWhiteSpace();
        while (!Is(TokenKind.RightBracket))
        {
            items.Add(ParseNode());
            SkipWhiteSpace();
        }

        Take();
        depth--;
        return new Node.Array(items.ToEquatableArray(), start);
    }

    private Node.Object ParseObject()
    {
        var start = Expect(TokenKind.LeftBrace).Span;
        var members = ParseObjectMembers(TokenKind.RightBrace);
        Take();
        return new Node.Object(members, start);
    }

    private void Enter(SourceSpan start)
    {
        if (depth++ == MaxDepth)
            throw Fault(start, $"values are nested deeper than {MaxDepth} levels");
    }

    /// <summary>Key-value pairs up to the closing token, which stays.</summary>
    private EquatableArray<NodeMember> ParseObjectMembers(TokenKind closing)
    {
        Enter(Current.Span);
        var members = new List<NodeMember>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        SkipWhiteSpace();
        while (!Is(closing))
        {
            var key = ParseObjectKey();
            SkipWhiteSpace();
            Expect(TokenKind.Colon);
            SkipWhiteSpace();
            AddUnique(members, keys, new NodeMember(key.Text, key.Span, ParseNode()));
            SkipWhiteSpace();
        }

        depth--;
        return members.ToEquatableArray();
    }

    private Name ParseObjectKey()
    {
        if (!Is(TokenKind.QuotedText) && !Is(TokenKind.Identifier))
            throw Unexpected("a key (an identifier or a quoted string)");
        var key = Take();
        return new Name(key.Text, key.Span);
    }

    private void AddUnique(List<NodeMember> members, HashSet<string> keys, NodeMember member)
    {
        if (keys.Add(member.Key))
            members.Add(member);
        else
            Report(ProblemIds.DuplicateKey, member.KeySpan, $"'{member.Key}' is given twice; keep one of them");
    }

    /// <summary><c>Namespace = Identifier *("." Identifier)</c></summary>
    private Name ParseNamespace()
    {
        var first = Expect(TokenKind.Identifier);
        var text = first.Text;
        while (TryTake(TokenKind.Dot))
            text += "." + Expect(TokenKind.Identifier).Text;
        return new Name(text, first.Span with { Length = text.Length });
    }

    /// <summary><c>ShapeId = [Namespace "#"] Identifier ["$" Identifier]</c></summary>
    private Name ParseShapeId()
    {
        var name = ParseNamespace();
        var text = name.Text;
        if (TryTake(TokenKind.Pound))
            text += "#" + Expect(TokenKind.Identifier).Text;
        else if (text.IndexOf('.') >= 0)
            throw Unexpected("'#' and a shape's name after the namespace");
        if (TryTake(TokenKind.Dollar))
            text += "$" + Expect(TokenKind.Identifier).Text;
        return name with { Text = text, Span = name.Span with { Length = text.Length } };
    }

    private Name ParseIdentifier(string purpose)
    {
        var token = Expect(TokenKind.Identifier, purpose);
        return new Name(token.Text, token.Span);
    }

    /// <summary><c>"[" 1*(ShapeId) "]"</c>, with or without items.</summary>
    private EquatableArray<Name> ParseShapeIds()
    {
        Expect(TokenKind.LeftBracket);
        var ids = new List<Name>();
        SkipWhiteSpace();
        while (!Is(TokenKind.RightBracket))
        {
            ids.Add(ParseShapeId());
            SkipWhiteSpace();
        }

        Take();
        return ids.ToEquatableArray();
    }
}
