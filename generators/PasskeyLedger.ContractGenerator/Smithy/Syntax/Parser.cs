using System.Diagnostics.CodeAnalysis;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>
/// A recursive-descent parser of Smithy IDL 2.0, after the specification's grammar. The first fault ends a statement;
/// parsing goes on at the next one, so that all of a file's faults are reported together.
/// </summary>
internal sealed partial class Parser
{
    private readonly string path;
    private readonly IReadOnlyList<Token> tokens;
    private readonly List<Problem> problems = [];
    private readonly List<string> documentation = [];
    private int index;

    private Parser(string path, string text)
    {
        this.path = path;
        tokens = Lexer.Tokenize(text);
    }

    public static SmithyFile Parse(string path, string text) => new Parser(path, text).ParseFile();

    private Token Current => tokens[index];

    private Token Next => tokens[Math.Min(index + 1, tokens.Count - 1)];

    private bool Is(TokenKind kind) => Current.Kind == kind;

    private bool IsWord(string word) => Is(TokenKind.Identifier) && Current.Text == word;

    private Token Take()
    {
        var token = Current;
        if (token.Kind == TokenKind.Error)
            throw Fault(token.Span, token.Text);
        if (token.Kind != TokenKind.End)
            index++;
        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (!Is(kind))
            return false;
        index++;
        return true;
    }

    private Token Expect(TokenKind kind, string? purpose = null)
    {
        if (Is(kind))
            return Take();
        throw Unexpected(purpose ?? Token.Describe(kind));
    }

    /// <summary>SP: spaces within a line.</summary>
    private void SkipSpaces()
    {
        while (TryTake(TokenKind.Space))
        {
        }
    }

    private void ExpectSpace()
    {
        Expect(TokenKind.Space);
        SkipSpaces();
    }

    /// <summary>WS: spaces, line breaks, commas and comments. The documentation comments among them are kept for what follows.</summary>
    private void SkipWhiteSpace()
    {
        documentation.Clear();
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.DocumentationComment:
                    documentation.Add(Take().Text);
                    break;
                case TokenKind.Space or TokenKind.NewLine or TokenKind.Comma or TokenKind.Comment:
                    index++;
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>BR: the line must end here, if need be with a comment.</summary>
    private void ExpectLineEnd()
    {
        SkipSpaces();
        if (!(Is(TokenKind.NewLine) || Is(TokenKind.Comment) || Is(TokenKind.DocumentationComment) || Is(TokenKind.End)))
            throw Unexpected(Token.Describe(TokenKind.NewLine));
        SkipWhiteSpace();
    }

    private SyntaxFault Unexpected(string expected)
        => Is(TokenKind.Error) ? Fault(Current.Span, Current.Text) : Fault(Current.Span, $"expected {expected} but found {Current.Description}");

    private static SyntaxFault Fault(SourceSpan span, string message) => new(span, message);

    private void Report(string id, SourceSpan span, string message) => problems.Add(new Problem(id, message, new SourceLocation(path, span)));

    private void Warn(string id, SourceSpan span, string message) => problems.Add(new Problem(id, message, new SourceLocation(path, span)) { IsWarning = true });

    /// <summary>Runs one statement's rule; a fault in it is reported and skips to the next statement.</summary>
    private void Statement(Action rule)
    {
        var start = index;
        try
        {
            rule();
        }
        catch (SyntaxFault fault)
        {
            Report(ProblemIds.Syntax, fault.Span, fault.Message);
            SkipToNextStatement(start);
        }
    }

    /// <summary>
    /// Looks for the next statement from the start of the line on that the fault is in: where a closing brace is
    /// missing, the fault is met only in the statement after it.
    /// </summary>
    private void SkipToNextStatement(int start)
    {
        depth = 0;
        var line = Current.Span.Line;
        while (index - 1 > start && tokens[index - 1].Span.Line == line)
            index--;
        if (index == start && !Is(TokenKind.End))
            index++;
        while (!Is(TokenKind.End) && !StartsStatement())
            index++;
        SkipWhiteSpace();
    }

    /// <summary>Whether a line begins here as a statement does: with a trait, with documentation, or with a keyword and a name.</summary>
    private bool StartsStatement()
    {
        if (Current.Span.Column != 1)
            return false;
        return Current.Kind switch
        {
            TokenKind.At or TokenKind.DocumentationComment => true,
            TokenKind.Dollar => fileNamespace is null && shapes.Count == 0,
            TokenKind.Identifier => Next.Kind == TokenKind.Space && tokens[index + 2].Kind == TokenKind.Identifier,
            _ => false,
        };
    }

    /// <summary>Carries a fault from the depth of a rule to the statement that it ends; never leaves the parser.</summary>
    [SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Control flow inside the parser.")]
    private sealed class SyntaxFault(SourceSpan span, string message) : Exception(message)
    {
        public SourceSpan Span { get; } = span;
    }
}
