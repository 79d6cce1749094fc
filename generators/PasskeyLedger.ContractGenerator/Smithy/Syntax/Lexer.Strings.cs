using System.Globalization;
using System.Text;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Lexer
{
    private void ReadString(SourceSpan start)
    {
        if (Peek(1) == '"' && Peek(2) == '"')
        {
            ReadTextBlock(start);
            return;
        }

        offset++;
        if (!TakeStringBody(isTextBlock: false, out var raw))
        {
            AddOpen(start, "string");
            return;
        }

        AddUnescaped(TokenKind.QuotedText, start, raw);
    }

    /// <summary>A text block: what stands between triple quotation marks, without the indentation its lines share.</summary>
    private void ReadTextBlock(SourceSpan start)
    {
        offset += 3;
        TakeWhile(static c => c is ' ' or '\t');
        if (Current is not ('\r' or '\n'))
        {
            Add(TokenKind.Error, start, "a text block's opening \"\"\" must end its line: the text starts on the next one");
            return;
        }

        TakeNewLine();
        if (!TakeStringBody(isTextBlock: true, out var raw))
        {
            AddOpen(start, "text block");
            return;
        }

        AddUnescaped(TokenKind.TextBlock, start, RemoveIncidentalWhiteSpace(raw));
    }

    /// <summary>A string that never ends is a fault of the file's end; the message has the place where it starts.</summary>
    private void AddOpen(SourceSpan start, string fault)
        => Add(TokenKind.Error, Here(), $"the {fault} that starts at line {start.Line}, column {start.Column} is not closed");

    /// <summary>Takes everything up to the closing quotation marks, and those; line breaks become line feeds, escapes stay.</summary>
    private bool TakeStringBody(bool isTextBlock, out string raw)
    {
        var body = new StringBuilder();
        raw = string.Empty;
        while (offset < text.Length)
        {
            switch (Current)
            {
                case '"' when !isTextBlock:
                    offset++;
                    raw = body.ToString();
                    return true;
                case '"' when Peek(1) == '"' && Peek(2) == '"':
                    offset += 3;
                    raw = body.ToString();
                    return true;
                case '\r' or '\n':
                    TakeNewLine();
                    body.Append('\n');
                    break;
                case '\\' when Peek(1) is not ('\r' or '\n' or '\0'):
                    body.Append(text, offset, 2);
                    offset += 2;
                    break;
                default:
                    body.Append(Current);
                    offset++;
                    break;
            }
        }

        return false;
    }

    /// <summary>
    /// Takes from each line the indentation that all lines share, and trailing spaces (tabs are text). Blank lines do not count,
    /// but for the last one, which lets the closing quotation marks' place decide.
    /// </summary>
    private static string RemoveIncidentalWhiteSpace(string raw)
    {
        var lines = raw.Split('\n');
        var indentation = int.MaxValue;
        for (var i = 0; i < lines.Length; i++)
        {
            var content = lines[i].TrimStart(' ');
            if (content.Length > 0 || i == lines.Length - 1)
                indentation = Math.Min(indentation, lines[i].Length - content.Length);
        }

        return string.Join("\n", lines.Select(line => line.Length < indentation ? string.Empty : line.Substring(indentation).TrimEnd(' ')));
    }

    private void AddUnescaped(TokenKind kind, SourceSpan start, string raw)
    {
        if (Unescape(raw, out var value) is { } fault)
            Add(TokenKind.Error, start, fault);
        else
            Add(kind, start, value);
    }

    /// <summary>Resolves the escapes; answers what is wrong with them, or null.</summary>
    private static string? Unescape(string raw, out string value)
    {
        var result = new StringBuilder(raw.Length);
        value = string.Empty;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                if (raw[i] is < ' ' and not ('\t' or '\n'))
                    return $"a control character is written as its escape: \\u{(int)raw[i]:x4}";
                result.Append(raw[i]);
                continue;
            }

            var escape = ++i < raw.Length ? raw[i] : '\0';
            switch (escape)
            {
                case '"' or '\\' or '/':
                    result.Append(escape);
                    break;
                case 'b':
                    result.Append('\b');
                    break;
                case 'f':
                    result.Append('\f');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case '\n':
                    break; // an escaped line break joins the lines
                case 'u' when i + 4 < raw.Length
                    && int.TryParse(raw.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                    result.Append((char)unit);
                    i += 4;
                    break;
                case 'u':
                    return "\\u must be followed by four hexadecimal digits";
                default:
                    return $"'\\{escape}' is no escape: write \\\\ for a backslash";
            }
        }

        value = result.ToString();
        return null;
    }
}
