namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>The terminals of the Smithy IDL's grammar. White space is significant in places, so it has tokens of its own.</summary>
internal enum TokenKind
{
    Space,
    NewLine,
    Comma,
    Comment,
    DocumentationComment,
    At,
    QuotedText,
    TextBlock,
    Colon,
    Walrus,
    Identifier,
    Dot,
    Pound,
    Dollar,
    Number,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    LeftParenthesis,
    RightParenthesis,
    Equal,
    End,
    Error,
}

/// <summary>One token.</summary>
/// <param name="Text">What it says: a string's value with its escapes resolved, an error's message, else the source's own text.</param>
internal readonly record struct Token(TokenKind Kind, SourceSpan Span, string Text)
{
    /// <summary>The token as a message names it.</summary>
    public string Description => Kind switch
    {
        TokenKind.Space => "a space",
        TokenKind.NewLine => "the end of the line",
        TokenKind.Comma => "','",
        TokenKind.Comment => "a comment",
        TokenKind.DocumentationComment => "a documentation comment",
        TokenKind.QuotedText => "a quoted string",
        TokenKind.TextBlock => "a text block",
        TokenKind.End => "the end of the file",
        _ => $"'{Text}'",
    };

    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.Space => "a space",
        TokenKind.NewLine => "the end of the line",
        TokenKind.Comma => "','",
        TokenKind.At => "'@'",
        TokenKind.QuotedText => "a quoted string",
        TokenKind.TextBlock => "a text block",
        TokenKind.Colon => "':'",
        TokenKind.Walrus => "':='",
        TokenKind.Identifier => "an identifier",
        TokenKind.Dot => "'.'",
        TokenKind.Pound => "'#'",
        TokenKind.Dollar => "'$'",
        TokenKind.Number => "a number",
        TokenKind.LeftBrace => "'{'",
        TokenKind.RightBrace => "'}'",
        TokenKind.LeftBracket => "'['",
        TokenKind.RightBracket => "']'",
        TokenKind.LeftParenthesis => "'('",
        TokenKind.RightParenthesis => "')'",
        TokenKind.Equal => "'='",
        TokenKind.Comment => "a comment",
        TokenKind.DocumentationComment => "a documentation comment",
        TokenKind.End => "the end of the file",
        _ => "a token",
    };
}
