using System.Globalization;
using System.Text;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Ast;

/// <summary>A node value as JSON text, indented. Numbers keep the digits they were written with.</summary>
internal static class JsonText
{
    private const string Indentation = "    ";

    public static string Write(Node node)
    {
        var text = new StringBuilder();
        Write(text, node, depth: 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, Node node, int depth)
    {
        switch (node)
        {
            case Node.Boolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case Node.Number number:
                text.Append(number.Digits);
                break;
            case Node.Text value:
                Quoted(text, value.Value);
                break;
            case Node.Reference reference:
                Quoted(text, reference.ShapeId);
                break;
            case Node.Array array:
                Items(text, '[', ']', array.Items, depth, (item, inner) => Write(text, item, inner));
                break;
            case Node.Object value:
                Items(text, '{', '}', value.Members, depth, (member, inner) =>
                {
                    Quoted(text, member.Key);
                    text.Append(": ");
                    Write(text, member.Value, inner);
                });
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void Items<T>(StringBuilder text, char open, char close, IReadOnlyList<T> items, int depth, Action<T, int> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            NewLine(text.Append(i == 0 ? string.Empty : ","), depth + 1);
            write(items[i], depth + 1);
        }

        if (items.Count > 0)
            NewLine(text, depth);
        text.Append(close);
    }

    private static void NewLine(StringBuilder text, int depth)
    {
        text.Append('\n');
        for (var i = 0; i < depth; i++)
            text.Append(Indentation);
    }

    private static void Quoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                text.Append('\\').Append(character);
            else if (character < ' ' || char.IsSurrogate(character))
                text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                text.Append(character);
        }

        text.Append('"');
    }
}
