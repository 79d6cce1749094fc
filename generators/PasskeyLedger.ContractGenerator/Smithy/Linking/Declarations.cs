using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>What all files declare, and how a name written in one of them finds its shape.</summary>
internal sealed class Declarations
{
    private readonly Dictionary<ShapeId, (SmithyFile File, ShapeSyntax Syntax)> shapes = [];
    private readonly Dictionary<string, ShapeId> byCaseInsensitiveId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Path, string Name), ShapeId> uses = [];
    private readonly List<(ShapeId Id, SmithyFile File, ShapeSyntax Syntax)> repeated = [];
    private readonly List<Problem> problems;

    public Declarations(IReadOnlyList<SmithyFile> files, List<Problem> problems)
    {
        this.problems = problems;
        foreach (var file in files)
        {
            foreach (var shape in file.Shapes)
                Declare(file, shape);
        }

        foreach (var file in files)
        {
            foreach (var use in file.Uses)
                Import(file, use);
        }
    }

    public IEnumerable<(ShapeId Id, SmithyFile File, ShapeSyntax Syntax)> Shapes
        => shapes.Select(pair => (pair.Key, pair.Value.File, pair.Value.Syntax));

    /// <summary>Further declarations of shapes that are declared already: they must say the same.</summary>
    public IReadOnlyList<(ShapeId Id, SmithyFile File, ShapeSyntax Syntax)> Repeated => repeated;

    /// <summary>
    /// The shape a name means (Smithy 2.0, "Relative shape ID resolution"): absolute; else imported by a use statement;
    /// else of the file's namespace; else of the prelude. Null, and a problem, where there is none.
    /// </summary>
    public ShapeId? Resolve(SmithyFile file, Name name, string problemId = ProblemIds.UnknownShape)
    {
        if (TryResolve(file, name.Text) is { } id)
            return id;
        var what = problemId == ProblemIds.UnknownTrait ? "trait" : "shape";
        problems.Add(new Problem(
            problemId,
            $"there is no {what} '{name.Text}'; declare it, or import it with a use statement",
            new SourceLocation(file.Path, name.Span)));
        return null;
    }

    public ShapeId? TryResolve(SmithyFile file, string name)
    {
        var meant = Existing(Meant(file, name));
        return meant is not null || name.IndexOf('#') >= 0 || uses.ContainsKey((file.Path, name)) ? meant : OfPrelude(name);
    }

    /// <summary>What a name that finds no shape is taken to mean: what is imported under it, or else a shape of the file's namespace.</summary>
    public ShapeId Meant(SmithyFile file, string name)
    {
        var pound = name.IndexOf('#');
        return pound >= 0 ? new ShapeId(name.Substring(0, pound), name.Substring(pound + 1))
            : uses.TryGetValue((file.Path, name), out var used) ? used
            : new ShapeId(file.Namespace?.Text ?? string.Empty, name);
    }

    /// <summary>A shape of the prelude that may be named without its namespace: one that is not private.</summary>
    public ShapeId? OfPrelude(string name)
    {
        var id = new ShapeId(ShapeId.Prelude, name);
        return shapes.TryGetValue(id, out var shape) && !shape.Syntax.Traits.Any(trait => trait.Id.Text == "private") ? id : null;
    }

    /// <summary>Where a shape is declared, as messages give a second place.</summary>
    public string Place(ShapeId id) => $"{shapes[id].File.Path}({shapes[id].Syntax.Name.Span.Line},{shapes[id].Syntax.Name.Span.Column})";

    private ShapeId? Existing(ShapeId id) => shapes.ContainsKey(id) ? id : null;

    private void Declare(SmithyFile file, ShapeSyntax shape)
    {
        var id = new ShapeId(file.Namespace?.Text ?? string.Empty, shape.Name.Text);
        if (shapes.ContainsKey(id))
        {
            repeated.Add((id, file, shape));
            return;
        }

        if (byCaseInsensitiveId.TryGetValue(id.ToString(), out var other))
        {
            problems.Add(new Problem(
                ProblemIds.DuplicateShape,
                $"'{id}' is declared already as '{other}' at {Place(other)}; names that differ only in case count as one: rename one of them",
                new SourceLocation(file.Path, shape.Name.Span)));
            return;
        }

        byCaseInsensitiveId.Add(id.ToString(), id);
        shapes.Add(id, (file, shape));
    }

    private void Import(SmithyFile file, Name use)
    {
        var pound = use.Text.IndexOf('#');
        var id = new ShapeId(use.Text.Substring(0, pound), use.Text.Substring(pound + 1));
        var location = new SourceLocation(file.Path, use.Span);
        if (uses.ContainsKey((file.Path, id.Name)))
        {
            problems.Add(new Problem(ProblemIds.Use, $"'{id.Name}' is imported twice; keep one use statement and write the other shape's id in full", location));
            return;
        }

        foreach (var shape in file.Shapes.Where(shape => shape.Name.Text == id.Name))
            problems.Add(new Problem(ProblemIds.Use, $"'{id}' is imported under this name; rename the shape, or remove the use statement and write the imported one's id in full", new SourceLocation(file.Path, shape.Name.Span)));
        uses.Add((file.Path, id.Name), id);
        if (Existing(id) is null)
            problems.Add(new Problem(ProblemIds.Use, $"there is no shape '{id}' to import; remove the use statement, or add the file that declares it", location) { IsWarning = true });
    }
}
