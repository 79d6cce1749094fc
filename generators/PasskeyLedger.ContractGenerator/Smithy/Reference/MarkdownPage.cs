using System.Text;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>Writes Markdown block by block, with an empty line between blocks.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder text = new();

    public void Heading(int level, string title) => Line($"{new string('#', level)} {title}");

    public void Paragraph(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Line(text!.Trim());
    }

    public void Line(string line) => Block([line]);

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
        => Block([Row(header), "|" + string.Concat(header.Select(_ => "---|")), .. rows.Select(row => Row(row.Select(Cell)))]);

    public override string ToString() => text.ToString();

    private static string Row(IEnumerable<string> cells) => "| " + string.Join(" | ", cells) + " |";

    /// <summary>A cell is one line, and a bar would end it, in code too.</summary>
    private static string Cell(string text) => text.Trim().Replace("\n", " ").Replace("|", "\\|");

    private void Block(IEnumerable<string> lines)
    {
        if (text.Length > 0)
            text.Append('\n');
        foreach (var line in lines)
            text.Append(line.TrimEnd()).Append('\n');
    }
}
