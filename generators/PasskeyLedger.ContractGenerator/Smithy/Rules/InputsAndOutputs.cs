using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that a structure with @input or @output is that of one operation, and nothing else (Smithy 2.0, "input trait", "output trait").</summary>
internal static class InputsAndOutputs
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var operations = model.Shapes.Where(shape => shape.Operation is not null && shape.Trait("mixin") is null).ToList();
        CheckUse(model, "input", operations.Select(operation => (operation, operation.Operation!.Input)), operations.Select(operation => (operation, operation.Operation!.Output)), problems);
        CheckUse(model, "output", operations.Select(operation => (operation, operation.Operation!.Output)), operations.Select(operation => (operation, operation.Operation!.Input)), problems);
        foreach (var shape in model.OwnShapes)
        {
            foreach (var member in shape.Members)
            {
                if (model.Find(member.Target) is { } target && (target.Trait("input") ?? target.Trait("output")) is { } trait)
                    problems.Add(new Problem(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be '{target.Id.Name}', which @{trait.Id.Name} keeps for an operation; give it a structure of its own", member.Location));
            }
        }
    }

    private static void CheckUse(SmithyModel model, string trait, IEnumerable<(Shape Operation, ShapeId Used)> right, IEnumerable<(Shape Operation, ShapeId Used)> wrong, List<Problem> problems)
    {
        bool IsKept(ShapeId id) => model.Find(id)?.Trait(trait) is not null;

        foreach (var (operation, id) in right.Where(use => IsKept(use.Used)).GroupBy(use => use.Used).SelectMany(uses => uses.Skip(1)))
            problems.Add(new Problem(ProblemIds.WrongKind, $"'{id.Name}' is the {trait} of another operation already, and @{trait} keeps it for one; give '{operation.Id.Name}' a structure of its own", model.PlaceOf(operation, id)));
        foreach (var (operation, id) in wrong.Where(use => IsKept(use.Used)))
            problems.Add(new Problem(ProblemIds.WrongKind, $"'{id.Name}' has @{trait}, so it can only be an operation's {trait}; give '{operation.Id.Name}' another structure", model.PlaceOf(operation, id)));
    }
}
