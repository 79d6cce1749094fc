using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Finds shapes that no value can have, because they hold themselves without an end (Smithy 2.0, "Recursive shape
/// definitions"): lists and maps with no structure or union between, structures by required members alone, and unions by all their members.
/// </summary>
internal sealed class Recursion(SmithyModel model, List<Problem> problems)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var recursion = new Recursion(model, problems);
        foreach (var shape in model.OwnShapes)
        {
            if (shape.Kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map && recursion.Reaches(shape, recursion.ThroughCollections))
                recursion.Report(shape, $"'{shape.Id.Name}' holds itself without a structure or union in between; put one there");
            else if (!recursion.ends.Contains(shape.Id) && recursion.Reaches(shape, recursion.ThroughRequired))
                recursion.Report(shape, $"'{shape.Id.Name}' requires itself, so no value of it can end; make a member on the way optional{(shape.Kind == ShapeKind.Union ? ", or add a member that ends" : string.Empty)}");
        }
    }

    /// <summary>
    /// The shapes that have values which end: all but structures with a required member that has none, and unions whose members
    /// all have none. Found by adding what follows from what is found, until nothing does.
    /// </summary>
    private readonly HashSet<ShapeId> ends = Ends(model);

    private static HashSet<ShapeId> Ends(SmithyModel model)
    {
        var found = new HashSet<ShapeId>(model.Shapes.Where(shape => shape.Kind is not (ShapeKind.Structure or ShapeKind.Union)).Select(shape => shape.Id));
        bool HasEnd(Member member) => model.Find(member.Target) is null || found.Contains(member.Target);
        var open = model.Shapes.Where(shape => !found.Contains(shape.Id)).ToList();
        while (open.RemoveAll(shape => (shape.Kind == ShapeKind.Union ? shape.Members.Any(HasEnd) : shape.Members.All(member => member.Trait("required") is null || HasEnd(member))) && found.Add(shape.Id)) > 0)
        {
        }

        return found;
    }

    private IEnumerable<Shape> ThroughCollections(Shape shape)
        => shape.Members.Select(member => model.Find(member.Target)).OfType<Shape>().Where(target => target.Kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map);

    private IEnumerable<Shape> ThroughRequired(Shape shape)
        => shape.Members.Where(member => shape.Kind == ShapeKind.Union || member.Trait("required") is not null)
            .Select(member => model.Find(member.Target)).OfType<Shape>().Where(target => target.Kind is ShapeKind.Structure or ShapeKind.Union);

    private bool Reaches(Shape start, Func<Shape, IEnumerable<Shape>> next)
        => Reached.From([start.Id], id => next(model.Find(id)!).Select(target => target.Id)).Contains(start.Id);

    private void Report(Shape shape, string message) => problems.Add(new Problem(ProblemIds.Recursion, message, shape.Location));
}
