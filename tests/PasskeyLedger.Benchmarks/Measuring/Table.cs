using System.Globalization;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>A small table in Markdown, its columns aligned for a terminal too: text to the left, numbers to the right.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> rows = [];

    /// <param name="cells">A text, a number (printed with three significant digits, or whole from 100 on), or null for nothing.</param>
    public Table Row(params object?[] cells)
    {
        rows.Add([.. cells.Select(Format)]);
        return this;
    }

    public void Print(TextWriter output)
    {
        var columns = Enumerable.Range(0, heads.Length).ToArray();
        var isNumber = columns.Select(column => rows.All(row => row[column] is "" || char.IsAsciiDigit(row[column][0]))).ToArray();
        var widths = columns.Select(column => rows.Append(heads).Max(row => row[column].Length)).ToArray();
        output.WriteLine();
        Line(heads);
        Line([.. widths.Select((width, column) => isNumber[column] ? new string('-', width - 1) + ":" : new string('-', width))]);
        foreach (var row in rows)
            Line(row);

        void Line(string[] cells) => output.WriteLine($"| {string.Join(" | ", columns.Select(column => Pad(cells[column], column)))} |");

        string Pad(string cell, int column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]);
    }

    private static string Format(object? cell) => cell switch
    {
        null => "",
        double number => number.ToString(number switch { >= 99.95 => "#,0", >= 9.995 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
