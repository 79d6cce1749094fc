namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>
/// Finds shapes that no value can have, because they hold themselves without an end (Smithy 2.0, "Recursive shape
/// definitions"): lists and maps with no structure or union between, and structures by required members alone.
/// </summary>
internal sealed class Recursion(SmithyModel model, List<Problem> problems)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var recursion = new Recursion(model, problems);
        foreach (var shape in model.Shapes)
        {
            if (shape.Kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map && Reaches(shape, recursion.ThroughCollections))
                recursion.Report(shape, $"'{shape.Id.Name}' holds itself without a structure or union in between; put one there");
            else if (shape.Kind == ShapeKind.Structure && Reaches(shape, recursion.ThroughRequired))
                recursion.Report(shape, $"'{shape.Id.Name}' requires itself, so no value of it can end; make a member on the way optional");
        }
    }

    private IEnumerable<Shape> ThroughCollections(Shape shape)
        => shape.Members.Select(member => model.Find(member.Target)).OfType<Shape>().Where(target => target.Kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map);

    private IEnumerable<Shape> ThroughRequired(Shape shape)
        => shape.Members.Where(member => member.Trait("required") is not null).Select(member => model.Find(member.Target)).OfType<Shape>().Where(target => target.Kind == ShapeKind.Structure);

    private static bool Reaches(Shape start, Func<Shape, IEnumerable<Shape>> next)
    {
        var seen = new HashSet<ShapeId>();
        var waiting = new Stack<Shape>(next(start));
        while (waiting.Count > 0)
        {
            var shape = waiting.Pop();
            if (shape.Id == start.Id)
                return true;
            if (!seen.Add(shape.Id))
                continue;
            foreach (var target in next(shape))
                waiting.Push(target);
        }

        return false;
    }

    private void Report(Shape shape, string message) => problems.Add(new Problem(ProblemIds.Recursion, message, shape.Location));
}
