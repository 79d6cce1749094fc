using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that examples of operations are values of their input, output and errors (Smithy 2.0, "examples trait").</summary>
internal sealed class Examples(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
{
    public static void Check(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
    {
        var examples = new Examples(model, graph, patterns, problems);
        foreach (var operation in ServiceTree.OwnOperations(model))
        {
            if (operation.Trait("examples") is not { } trait)
                continue;
            foreach (var example in trait.Value.Items().OfType<Node.Object>())
                examples.Check(operation, trait, example);
        }
    }

    private void Check(Shape operation, AppliedTrait trait, Node.Object example)
    {
        var ignoresConstraints = example["allowConstraintErrors"].IsTrue();
        void Report(SourceSpan span, string message, string? warning = null)
            => problems.Add(new Problem(warning ?? ProblemIds.Example, $"the example '{example["title"].AsText()}': {message}", trait.Location with { Span = span }) { IsWarning = warning is not null, Subject = operation.Id.ToString() });
        void CheckValue(Shape? shape, Node value)
        {
            if (shape is not null)
                new NodeValues(model, graph, patterns, Report) { IgnoresConstraints = ignoresConstraints }.Check(shape, member: null, value);
        }

        if (ignoresConstraints && example["error"] is null)
            Report(example.Span, "allowConstraintErrors shows what is refused, so there must be an error");
        CheckValue(ServiceTree.Input(model, operation), example["input"] ?? new Node.Object([], example.Span));
        if (example["output"] is { } output && example["error"] is not null)
            Report(output.Span, "an operation answers with an output or with an error; keep one of them");
        else if (example["output"] is { } value)
            CheckValue(ServiceTree.Output(model, operation), value);
        else if (example["error"] is Node.Object error)
            CheckError(operation, error, CheckValue, Report);
    }

    private void CheckError(Shape operation, Node.Object error, Action<Shape?, Node> check, NodeFinding report)
    {
        var shape = model.Find(error["shapeId"].AsText());
        if (shape is null || !HasError(operation, shape.Id))
            report(error.Span, $"'{error["shapeId"].AsText()}' is no error of '{operation.Id.Name}', nor of all its services; add it to its errors");
        else
            check(shape, error["content"] ?? new Node.Object([], error.Span));
    }

    private bool HasError(Shape operation, ShapeId error)
    {
        if (operation.Operation!.Errors.Contains(error))
            return true;
        var services = ServiceTree.Services(model).ToList();
        return services.Count > 0 && services.TrueForAll(service => service.Service!.Errors.Contains(error) || !ServiceTree.Operations(model, service).Contains(operation));
    }
}
