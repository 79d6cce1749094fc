using System.Text;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>
/// Cuts Smithy IDL into tokens (Smithy 2.0 specification, "Smithy IDL", lexical notes). What is no token becomes one
/// of kind <see cref="TokenKind.Error"/>, so that the parser reports it where it meets it.
/// </summary>
internal sealed partial class Lexer
{
    private static readonly char[] NotIndentation = [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => c is not (' ' or '\t'))];

    private readonly string text;
    private readonly List<Token> tokens = [];
    private int offset;
    private int lineNumber = 1;
    private int lineStart;

    private Lexer(string text) => this.text = text;

    public static IReadOnlyList<Token> Tokenize(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.offset < text.Length)
            lexer.ReadToken();
        lexer.Add(TokenKind.End, lexer.Here(), string.Empty);
        return lexer.tokens;
    }

    /// <summary>Whether the text is what the IDL takes for an identifier.</summary>
    public static bool IsIdentifier(string text) => IsOne(TokenKind.Identifier, text);

    /// <summary>Whether the text is a number as JSON writes it.</summary>
    public static bool IsNumber(string text) => IsOne(TokenKind.Number, text);

    private static bool IsOne(TokenKind kind, string text) => Tokenize(text) is { Count: 2 } tokens && tokens[0].Kind == kind;

    private char Current => Peek(0);

    private char Peek(int distance) => offset + distance < text.Length ? text[offset + distance] : '\0';

    private SourceSpan Here() => new(offset, 0, lineNumber, offset - lineStart + 1);

    private SourceSpan From(SourceSpan start) => start with { Length = offset - start.Offset };

    private void Add(TokenKind kind, SourceSpan start, string text) => tokens.Add(new Token(kind, From(start), text));

    private void ReadToken()
    {
        var start = Here();
        switch (Current)
        {
            case ' ' or '\t':
                TakeWhile(static c => c is ' ' or '\t');
                Add(TokenKind.Space, start, " ");
                break;
            case '\r' or '\n':
                TakeNewLine();
                Add(TokenKind.NewLine, start, "\n");
                break;
            case '/':
                ReadComment(start);
                break;
            case '"':
                ReadString(start);
                break;
            case ':' when Peek(1) == '=':
                offset += 2;
                Add(TokenKind.Walrus, start, ":=");
                break;
            case '-' or (>= '0' and <= '9'):
                ReadNumber(start);
                break;
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                ReadIdentifier(start);
                break;
            case var other when Punctuation(other) is { } kind:
                offset++;
                Add(kind, start, other.ToString());
                break;
            default:
                offset++;
                Add(TokenKind.Error, start, $"'{text[start.Offset]}' has no meaning here; text goes between quotation marks");
                break;
        }
    }

    private static TokenKind? Punctuation(char character) => character switch
    {
        ',' => TokenKind.Comma,
        '@' => TokenKind.At,
        ':' => TokenKind.Colon,
        '.' => TokenKind.Dot,
        '#' => TokenKind.Pound,
        '$' => TokenKind.Dollar,
        '{' => TokenKind.LeftBrace,
        '}' => TokenKind.RightBrace,
        '[' => TokenKind.LeftBracket,
        ']' => TokenKind.RightBracket,
        '(' => TokenKind.LeftParenthesis,
        ')' => TokenKind.RightParenthesis,
        '=' => TokenKind.Equal,
        _ => null,
    };

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = offset;
        while (offset < text.Length && belongs(text[offset]))
            offset++;
        return text.Substring(start, offset - start);
    }

    /// <summary>Passes one line break, whichever of the three ways it is written.</summary>
    private void TakeNewLine()
    {
        offset += Current == '\r' && Peek(1) == '\n' ? 2 : 1;
        lineNumber++;
        lineStart = offset;
    }

    private void ReadComment(SourceSpan start)
    {
        if (Peek(1) != '/')
        {
            offset++;
            Add(TokenKind.Error, start, "a comment starts with '//'");
            return;
        }

        // Behind something else on its line, a documentation comment is a comment like any other.
        var isDocumentation = Peek(2) == '/' && text.IndexOfAny(NotIndentation, lineStart) == offset;
        var comment = TakeWhile(static c => c is not ('\r' or '\n'));
        if (!isDocumentation)
        {
            Add(TokenKind.Comment, start, comment);
            return;
        }

        // One space after the slashes belongs to the notation, not to the text.
        var line = comment.Substring(comment.Length > 3 && comment[3] == ' ' ? 4 : 3);
        Add(TokenKind.DocumentationComment, start, line);
    }

    private void ReadIdentifier(SourceSpan start)
    {
        var identifier = TakeWhile(static c => c is '_' || IsLetter(c) || IsDigit(c));
        if (identifier.Trim('_').Length == 0)
            Add(TokenKind.Error, start, $"'{identifier}' is no identifier: a letter or a digit must follow its underscores");
        else
            Add(TokenKind.Identifier, start, identifier);
    }

    /// <summary>A number as JSON writes it.</summary>
    private void ReadNumber(SourceSpan start)
    {
        if (Current == '-')
            offset++;
        var whole = TakeWhile(IsDigit);
        if (whole.Length > 1 && whole[0] == '0')
        {
            Add(TokenKind.Error, start, $"'{text.Substring(start.Offset, offset - start.Offset)}' is no number: leave out the zeros before its first digit");
            return;
        }

        var wellFormed = whole.Length > 0;
        if (wellFormed && Current == '.')
            wellFormed = Skip(1) && TakeWhile(IsDigit).Length > 0;
        if (wellFormed && Current is 'e' or 'E')
        {
            Skip(Peek(1) is '+' or '-' ? 2 : 1);
            wellFormed = TakeWhile(IsDigit).Length > 0;
        }

        var number = text.Substring(start.Offset, offset - start.Offset);
        if (wellFormed)
            Add(TokenKind.Number, start, number);
        else
            Add(TokenKind.Error, start, $"'{number}' is not a whole number: digits must follow it");
    }

    private bool Skip(int count)
    {
        offset += count;
        return true;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
