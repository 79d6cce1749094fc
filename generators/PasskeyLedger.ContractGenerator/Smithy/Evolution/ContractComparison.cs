using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>
/// Compares a contract with its released form: what changed that a stored event or a client would break on. Structures,
/// unions, enums, operations and services are compared by their ids; strings, numbers, lists and maps have no name on
/// the wire or in C#, and are compared where a member uses them.
/// </summary>
internal sealed class ContractComparison
{
    private readonly SmithyModel releasedModel;
    private readonly SmithyModel currentModel;
    private readonly IReadOnlyList<SmithyFile> files;
    private readonly List<BreakingChange> changes = [];

    private ContractComparison(SmithyModel released, SmithyModel current, IReadOnlyList<SmithyFile> files)
    {
        releasedModel = released;
        currentModel = current;
        this.files = files;
    }

    /// <param name="released">The released model, without errors.</param>
    /// <param name="current">The model of <paramref name="files"/>, without errors.</param>
    /// <param name="isCompared">Which of the released namespaces are to be compared.</param>
    public static IReadOnlyList<BreakingChange> Compare(SmithyModel released, SmithyModel current, IReadOnlyList<SmithyFile> files, Func<string, bool> isCompared)
    {
        var comparison = new ContractComparison(released, current, files);
        comparison.CompareAll([.. released.Shapes.Where(shape => !Prelude.Declares(shape) && isCompared(shape.Id.Namespace))]);
        return comparison.changes.Distinct().ToList();
    }

    private void CompareAll(IReadOnlyList<Shape> released)
    {
        var inServices = new HashSet<ShapeId>();
        foreach (var service in released.Where(shape => shape.Service is not null && shape.Trait("mixin") is null))
        {
            var operations = new ServiceClosure(releasedModel).Of(service).Where(shape => shape.Operation is not null).ToList();
            inServices.UnionWith(operations.Select(operation => operation.Id));
            CompareService(service, operations);
        }

        foreach (var operation in released.Where(shape => shape.Operation is not null && shape.Trait("mixin") is null && !inServices.Contains(shape.Id)))
            CompareOperation(operation, currentModel.Find(operation.Id), PlaceOf(operation), [], []);

        var usages = Usages.Of(releasedModel);
        var types = new TypeComparison(new ValueComparison(releasedModel, currentModel, changes), changes);
        foreach (var type in released.Where(IsType))
        {
            usages.TryGetValue(type.Id, out var usage);
            if (currentModel.Find(type.Id) is { } current)
                types.Compare(type, current, usage);
            else if (usage != Usage.None)
                Report(EvolutionRules.TypeRemoved, $"the {type.Kind.Keyword()} '{type.Id}' is gone, and {Users(usage)} hold it; keep it, and add another beside it", PlaceOf(type), type);
        }
    }

    private void CompareService(Shape released, IReadOnlyList<Shape> operations)
    {
        if (currentModel.Find(released.Id) is not { Service: { } service } current)
        {
            Report(EvolutionRules.OperationRemoved, $"the service '{released.Id}' is gone with its operations, and clients call them; keep it", PlaceOf(released), released);
            return;
        }

        var kept = new ServiceClosure(currentModel).Of(current).Where(shape => shape.Operation is not null).ToDictionary(shape => shape.Id);
        foreach (var operation in operations)
        {
            kept.TryGetValue(operation.Id, out var other);
            CompareOperation(operation, other, current.Location, released.Service!.Errors, service.Errors);
        }
    }

    private void CompareOperation(Shape released, Shape? current, SourceLocation place, EquatableArray<ShapeId> releasedErrors, EquatableArray<ShapeId> currentErrors)
    {
        if (current?.Operation is not { } operation)
        {
            Report(EvolutionRules.OperationRemoved, $"the operation '{released.Id.Name}' is gone, and clients call it; keep it, and mark it @deprecated", place, released);
            return;
        }

        foreach (var (what, before, now) in new[] { ("input", released.Operation!.Input, operation.Input), ("output", released.Operation.Output, operation.Output) })
        {
            if (before != now)
                Report(EvolutionRules.InputOrOutputChanged, $"the {what} of '{released.Id.Name}' was '{before.Name}' and is '{now.Name}'; keep it, and add optional members to it", current.Location, released);
        }

        foreach (var error in releasedErrors.Concat(released.Operation.Errors).Except(currentErrors.Concat(operation.Errors)))
            Report(EvolutionRules.ErrorRemoved, $"'{released.Id.Name}' no longer has the error '{error.Name}', and clients catch it; keep it in 'errors' even where it is not raised any more", current.Location, released);
    }

    /// <summary>What has a type of its own in C#. Mixins and the shapes of traits are no data.</summary>
    private static bool IsType(Shape shape)
        => shape.Kind is ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum && shape.Trait("mixin") is null && shape.Trait("trait") is null;

    private static string Users(Usage usage) => !usage.HasFlag(Usage.Stored) ? "requests and responses" : usage == Usage.Stored ? "stored events" : "stored events, requests and responses";

    /// <summary>Where a shape that is gone would be: the file of its namespace, else the first.</summary>
    private SourceLocation PlaceOf(Shape gone)
    {
        var file = files.FirstOrDefault(file => file.Namespace?.Text == gone.Id.Namespace) ?? files[0];
        return new SourceLocation(file.Path, file.Namespace?.Span ?? new SourceSpan(0, 0, 1, 1));
    }

    private void Report(string rule, string message, SourceLocation location, Shape released) => changes.Add(new BreakingChange(rule, message, location, released.Location));
}
