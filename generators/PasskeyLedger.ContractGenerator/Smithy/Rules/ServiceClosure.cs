using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// The shapes that can be reached from a service (Smithy 2.0, "Service closure"). Their names, after the service's
/// renaming, must differ by more than case: code and protocols know them without a namespace.
/// </summary>
internal sealed class ServiceClosure(SmithyModel model)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var closures = new ServiceClosure(model);
        foreach (var service in model.Shapes.Where(shape => shape.Service is not null && shape.Trait("mixin") is null))
            closures.Check(service, service.Service!, problems);
    }

    public IReadOnlyList<Shape> Of(Shape service)
    {
        var reached = new List<Shape>();
        var seen = new HashSet<ShapeId> { service.Id };
        var waiting = new Queue<Shape>([service]);
        while (waiting.Count > 0)
        {
            foreach (var target in Next(waiting.Dequeue()).Where(seen.Add).Select(model.Find).OfType<Shape>())
            {
                reached.Add(target);
                waiting.Enqueue(target);
            }
        }

        return reached;
    }

    private static IEnumerable<ShapeId> Next(Shape shape) => shape switch
    {
        { Service: { } service } => [.. service.Operations, .. service.Resources, .. service.Errors],
        { Resource: { } resource } =>
        [
            .. resource.All,
        ],
        { Operation: { } operation } => [operation.Input, operation.Output, .. operation.Errors],
        _ => shape.Members.Select(member => member.Target),
    };

    /// <summary>The operations and resources that a service or a resource holds.</summary>
    private static IEnumerable<ShapeId> Bound(Shape shape) => shape switch
    {
        { Service: { } service } => service.Operations.Concat(service.Resources),
        { Resource: { } resource } => resource.Lifecycle.Select(named => named.Target).Concat(resource.Operations).Concat(resource.CollectionOperations).Concat(resource.Resources),
        _ => [],
    };

    private void Check(Shape service, ServiceBody body, List<Problem> problems)
    {
        var all = Of(service);
        var closure = all.Where(shape => shape.Id.Namespace != ShapeId.Prelude).ToList();
        void Report(string message) => problems.Add(new Problem(ProblemIds.Closure, message, service.Location));

        foreach (var renaming in body.Rename)
        {
            if (!all.Any(shape => shape.Id == renaming.Shape))
                Report($"'{renaming.Shape}' is renamed but cannot be reached from '{service.Id.Name}'; remove the renaming");
            else if (model.Find(renaming.Shape) is { Kind: ShapeKind.Service or ShapeKind.Operation or ShapeKind.Resource } shape)
                Report($"a {shape.Kind.Keyword()} cannot be renamed; remove '{renaming.Shape}' from 'rename'");
            else if (renaming.Name == renaming.Shape.Name)
                Report($"'{renaming.Shape}' is renamed to the name it has; remove the renaming");
        }

        foreach (var twice in closure.Prepend(service).SelectMany(holder => Bound(holder).Distinct()).GroupBy(id => id).Where(group => group.Count() > 1))
            Report($"'{twice.Key}' is bound twice in '{service.Id.Name}'; leave it in one place");
        foreach (var group in closure.GroupBy(shape => Name(shape, body), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1 && !MayShareName(group)))
            Report($"'{service.Id.Name}' reaches {string.Join(" and ", group.Select(shape => $"'{shape.Id}'"))} under one name; rename one of them with 'rename'");
    }

    private static string Name(Shape shape, ServiceBody body) => body.NameOf(shape.Id);

    /// <summary>Simple shapes of one type and with the same traits may share a name, and lists of such: no code is made of them by name.</summary>
    private bool MayShareName(IEnumerable<Shape> shapes)
    {
        var first = shapes.First();
        return shapes.All(shape => AreAlike(shape, first));
    }

    private bool AreAlike(Shape one, Shape other)
    {
        if (one.Id == other.Id)
            return true;
        if (one.Kind != other.Kind || !HaveSameTraits(one.Traits, other.Traits))
            return false;
        return one.Kind.IsSimple() || one.Kind is ShapeKind.Enum or ShapeKind.IntEnum || (one.Kind is ShapeKind.List or ShapeKind.Set
            && one.Member("member") is { } member
            && other.Member("member") is { } otherMember
            && HaveSameTraits(member.Traits, otherMember.Traits)
            && model.Find(member.Target) is { } target
            && model.Find(otherMember.Target) is { } otherTarget
            && AreAlike(target, otherTarget));
    }

    private static bool HaveSameTraits(EquatableArray<AppliedTrait> one, EquatableArray<AppliedTrait> other)
        => one.Count == other.Count && one.All(trait => other.Any(same => same.Id == trait.Id && NodeEquality.AreSame(same.Value, trait.Value)));
}
