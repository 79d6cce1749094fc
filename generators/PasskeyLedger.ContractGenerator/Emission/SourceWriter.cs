using System.Text;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Writes C# line by line and keeps its indentation.</summary>
internal sealed class SourceWriter
{
    private const string Indentation = "    ";

    private readonly StringBuilder text = new();
    private int depth;

    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            for (var i = 0; i < depth; i++)
                text.Append(Indentation);
            text.Append(line);
        }

        text.Append('\n');
        return this;
    }

    /// <summary>Several lines at once, their own indentation kept below the writer's.</summary>
    public SourceWriter Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
            Line(line.TrimEnd('\r'));
        return this;
    }

    /// <summary>A line that goes one step further in, as the second line of a statement does.</summary>
    public SourceWriter Continued(string line) => Line(Indentation + line);

    /// <summary>A header and its opening brace.</summary>
    public SourceWriter Open(string header)
    {
        Line(header);
        Line("{");
        depth++;
        return this;
    }

    /// <summary>The closing brace; an empty line before it goes.</summary>
    public SourceWriter Close(string after = "")
    {
        depth--;
        if (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
            text.Length--;
        return Line("}" + after);
    }

    public override string ToString() => text.ToString();
}
