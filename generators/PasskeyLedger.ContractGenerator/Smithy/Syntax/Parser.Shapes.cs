using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    /// <summary><c>ShapeOrApplyStatement = ShapeStatement / ApplyStatement</c>, and the line's end after it.</summary>
    private void ParseShapeOrApply()
    {
        if (!hasNamespaceStatement)
            throw Fault(Current.Span, "a namespace statement must come before the first shape");
        var traits = ParseTraits();
        var keyword = Expect(TokenKind.Identifier, "a shape type or 'apply'");
        if (keyword.Text == "apply")
        {
            // Documentation before an apply statement is only a comment.
            if (traits.Any(trait => trait.Id.Text != DocumentationTrait))
                throw Fault(keyword.Span, "traits cannot be put on an apply statement; write them after the shape's id");
            ParseApply();
        }
        else if (ShapeKinds.FromKeyword(keyword.Text) is { } kind)
        {
            if (kind is ShapeKind.Enum or ShapeKind.IntEnum)
                RequireVersion2(keyword.Span, $"the {keyword.Text} shape");
            if (kind == ShapeKind.Set && !isVersion1)
                Report(ProblemIds.Version, keyword.Span, "Smithy 2.0 has no sets; write a list with @uniqueItems");
            shapes.Add(ParseShape(kind, traits));
        }
        else
        {
            throw Fault(keyword.Span, UnknownKeyword(keyword.Text));
        }

        ExpectLineEnd();
    }

    private static string UnknownKeyword(string keyword) => keyword switch
    {
        "namespace" => "a file has one namespace statement, before its use statements and shapes",
        "use" => "use statements stand after the namespace statement and before the first shape",
        "metadata" => "metadata statements stand before the namespace statement",
        _ => $"'{keyword}' is no type of shape; write one of {string.Join(", ", Enum.GetValues(typeof(ShapeKind)).Cast<ShapeKind>().Select(ShapeKinds.Keyword))}, or apply",
    };

    private ShapeSyntax ParseShape(ShapeKind kind, EquatableArray<TraitSyntax> traits)
    {
        ExpectSpace();
        var shape = new ShapeSyntax(kind, ParseIdentifier("the shape's name"), traits);
        if (kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map or ShapeKind.Structure or ShapeKind.Union)
            shape = shape with { ForResource = ParseForResource() };
        shape = shape with { Mixins = ParseMixins() };
        if (kind.IsSimple())
            return shape;

        SkipWhiteSpace();
        return kind switch
        {
            ShapeKind.Enum or ShapeKind.IntEnum => shape with { Members = ParseEnumMembers(mayBeEmpty: shape.Mixins.Count > 0) },
            ShapeKind.Service or ShapeKind.Resource => shape with { Properties = ParseObject() },
            ShapeKind.Operation => shape with { Operation = ParseOperation(shape.Name) },
            _ => shape with { Members = ParseMembers() },
        };
    }

    /// <summary><c>ForResource = SP "for" SP ShapeId</c></summary>
    private Name? ParseForResource()
    {
        if (!(Is(TokenKind.Space) && Next is { Kind: TokenKind.Identifier, Text: "for" }))
            return null;
        ExpectSpace();
        RequireVersion2(Take().Span, "a shape's resource");
        ExpectSpace();
        return ParseShapeId();
    }

    /// <summary><c>Mixins = [SP] "with" [WS] "[" [WS] 1*(ShapeId [WS]) "]"</c></summary>
    private EquatableArray<Name> ParseMixins()
    {
        var start = index;
        SkipSpaces();
        if (!IsWord("with"))
        {
            index = start;
            return [];
        }

        RequireVersion2(Take().Span, "a mixin");
        SkipWhiteSpace();
        if (!Is(TokenKind.LeftBracket))
            throw Unexpected("'[' and the mixins' names");
        var ids = ParseShapeIds();
        if (ids.Count == 0)
            throw Fault(tokens[index - 1].Span, "at least one mixin must be named, or leave out 'with'");
        return ids;
    }

    /// <summary><c>ApplyStatement = "apply" SP ShapeId (SP Trait / [WS] "{" TraitStatements "}")</c></summary>
    private void ParseApply()
    {
        ExpectSpace();
        var target = ParseShapeId();
        if (!(Is(TokenKind.Space) || Is(TokenKind.NewLine) || Is(TokenKind.Comma) || Is(TokenKind.Comment) || Is(TokenKind.DocumentationComment)))
            throw Unexpected("white space after the shape's id");
        SkipWhiteSpace();
        EquatableArray<TraitSyntax> traits;
        if (TryTake(TokenKind.LeftBrace))
        {
            traits = ParseTraits();
            Expect(TokenKind.RightBrace);
        }
        else
        {
            traits = [ParseTrait()];
        }

        applies.Add(new ApplySyntax(target, traits));
    }
}
