using System.Text;
using System.Text.RegularExpressions;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Writes a contract's documentation (CommonMark) as C# documentation comments.</summary>
internal static class DocumentationComment
{
    private static readonly Regex Code = new("`(?<code>[^`]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static void Summary(SourceWriter writer, string? documentation, string otherwise) => Element(writer, "summary", documentation ?? otherwise);

    public static void Element(SourceWriter writer, string element, string commonMark, string attributes = "")
    {
        var lines = Text(commonMark).Split('\n');
        if (lines.Length == 1)
        {
            writer.Line($"/// <{element}{attributes}>{lines[0]}</{element}>");
            return;
        }

        writer.Line($"/// <{element}{attributes}>");
        foreach (var line in lines)
            writer.Line(("/// " + line).TrimEnd());
        writer.Line($"/// </{element}>");
    }

    /// <summary>The text with XML's own characters escaped and code spans as <c>c</c> elements.</summary>
    private static string Text(string commonMark)
    {
        var escaped = new StringBuilder(commonMark.Trim()).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", string.Empty).ToString();
        return Code.Replace(escaped, "<c>${code}</c>");
    }
}
